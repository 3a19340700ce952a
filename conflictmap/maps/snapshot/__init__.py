"""The figure for print, drawn without a browser.

Frames become what one day shows (`scene`); where it lies is fitted to the paper (`view`). A map (`panel`) is drawn on the
`ground`, with names that keep clear of the rest (`labels`), by the strokes and outlines of `marks` on a `canvas`; its `legend`
says what is drawn. One day makes a `figure`, several a `series`; `words` tell it to those who don't see it, `files` writes it.
A `screenshot` is the page instead, as a browser shows it.
"""
