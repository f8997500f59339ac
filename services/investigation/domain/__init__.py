"""What the law decides about a case. Values in, values out; time and ids are arguments."""
