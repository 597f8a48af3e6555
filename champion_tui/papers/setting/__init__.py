"""Setting pages: fonts, the direction of lines, Typst, and the text that is taken out of a PDF again."""
