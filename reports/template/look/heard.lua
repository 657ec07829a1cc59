-- Text that is heard and not seen, as all that a cell holds.

return function(text) return pandoc.Blocks({ pandoc.Plain({ pandoc.Span(text, { class = "spoken" }) }) }) end
