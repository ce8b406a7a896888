"""What people type about students, by subject."""
