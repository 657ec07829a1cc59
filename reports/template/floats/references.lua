-- References to tables and figures.

local fields = require("look.fields")
local formats = require("look.formats")
local numbers = require("floats.numbers")

local function reference(id)
  if not numbers.of(id) then error("the reference @" .. id .. " leads nowhere") end
  if formats.is("docx") then
    return formats.inline(fields.field("REF " .. fields.bookmark(id) .. " \\h", numbers.label(id), "Hyperlink"))
  end
  return pandoc.Link(numbers.label(id), "#" .. id, "", { class = "reference" })
end

return function(cite)
  local found = pandoc.Inlines({})
  for index, citation in ipairs(cite.citations) do
    if not numbers.kind(citation.id) then return nil end
    if index > 1 then found:insert(pandoc.Str(", ")) end
    found:insert(reference(citation.id))
  end
  return found
end
