"""The paper form: its steps, what is typed in each, what is wrong with it, and the complaint it becomes."""
