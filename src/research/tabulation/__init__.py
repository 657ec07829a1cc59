"""Questions by banners: what each type of question is worth as a table, made for a whole book."""
