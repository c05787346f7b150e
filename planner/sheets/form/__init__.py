"""The collection form (征集表): written from fields, and known again when it comes back."""
