"""From text to release: lesson text + reference answers -> source notebook -> what students get."""
