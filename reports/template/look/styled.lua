-- A paragraph in one of Word's styles.

return function(style, inlines)
  return pandoc.Div({ pandoc.Para(inlines) }, { ["custom-style"] = style })
end
