"""The pages for users, held to what the product does."""
