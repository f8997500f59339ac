"""When complaints are alike: in their texts, in whom they are about, in being one person's one matter."""
