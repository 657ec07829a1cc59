-- The contents of a Word document: a link to each chapter, with a field that gives its page. Within
-- a TOC field, offices show the pages that were written with it, and none is known before the pages
-- are set; a field of its own is filled by whoever sets them.

local fields = require("look.fields")
local formats = require("look.formats")
local styled = require("look.styled")

-- A document of a few pages is leafed through: a list of so few headings helps nobody.
local LEAST = 5
local TAB = fields.TAB

-- As in print: whether or not chapters bear numbers.
local function is_listed(header)
  return header.identifier ~= "" and header.level <= 2 and not header.classes:includes("unlisted")
end

local function headings_of(doc)
  local count = 0
  doc:walk({
    Header = function(header)
      if not header.classes:includes("unlisted") then count = count + 1 end
    end,
  })
  return count
end

-- A bookmark of pandoc's holds a whole section, and is lost where that holds pages on their side.
local function mark(header)
  local opens, closes = fields.ends(header.identifier)
  header.content:insert(1, formats.inline(opens))
  header.content:insert(formats.inline(closes))
end

local function entry(header)
  local text = header.content:walk({ Span = function(span) return span.content end })
  text:insert(formats.inline(TAB .. fields.page_of(header.identifier)))
  return styled("toc " .. header.level, { pandoc.Link(text, "#" .. header.identifier) })
end

-- What stands before the document, and the document with its headings marked.
return function(doc)
  local blocks = pandoc.Blocks({ styled("TOC Heading", { pandoc.Str("Contents") }) })
  local marked = doc:walk({
    Header = function(header)
      if not is_listed(header) then return nil end
      blocks:insert(entry(header))
      mark(header)
      return header
    end,
  })
  -- What opens a part refers to the marks too.
  return headings_of(doc) < LEAST and pandoc.Blocks({}) or blocks, marked
end
