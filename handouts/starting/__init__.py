"""What a clinic begins with: its own folder, files with every field explained, and schemas for its editor."""
