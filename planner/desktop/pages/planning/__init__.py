"""The page on which plan variants are made, proposed, supposed otherwise, compared and adopted."""
