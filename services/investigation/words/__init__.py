"""What things are called, table by table."""
