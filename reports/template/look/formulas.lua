-- Formulas in print: what they say to those who hear the page is their source.

local formats = require("look.formats")

return function(formula)
  if not formats.is("typst") then return nil end
  local written = pandoc.write(pandoc.Pandoc({ pandoc.Plain({ formula }) }), "typst")
  return formats.inline(("#{set math.equation(alt: %s); [%s]}"):format(formats.string(formula.text), written:gsub("%s+$", "")))
end
