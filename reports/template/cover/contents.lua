-- The contents of a Word document: the entries stand there already, and Word adds the pages when the
-- field is updated.

local fields = require("look.fields")
local formats = require("look.formats")
local styled = require("look.styled")

local function entries_of(doc)
  local entries = {}
  doc:walk({
    Header = function(header)
      if header.level <= 2 and (header.level == 1 or header.classes:includes("chapter")) then
        entries[#entries + 1] = header
      end
    end,
  })
  return entries
end

-- A document of a few pages is leafed through: a list of so few headings helps nobody.
local LEAST = 5

local function headings_of(doc)
  local count = 0
  doc:walk({
    Header = function(header)
      if not header.classes:includes("unlisted") then count = count + 1 end
    end,
  })
  return count
end

return function(doc)
  local entries = entries_of(doc)
  if headings_of(doc) < LEAST then return pandoc.Blocks({}) end
  local blocks = pandoc.Blocks({ styled("TOC Heading", { pandoc.Str("Contents") }) })
  for index, header in ipairs(entries) do
    local line = pandoc.Inlines({})
    if index == 1 then
      line:insert(formats.inline(fields.open('TOC \\o "1-2" \\h \\z \\u', "", true)))
    end
    local text = header.content:walk({ Span = function(span) return span.content end })
    line:insert(pandoc.Link(text, "#" .. header.identifier))
    if index == #entries then line:insert(formats.inline(fields.mark("end"))) end
    blocks:insert(styled("toc " .. header.level, line))
  end
  return blocks
end
