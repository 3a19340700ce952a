"""What is said: from reports to toponyms and events."""
