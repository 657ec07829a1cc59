-- Words that Typst would read as the start of a list or a heading, since they are the first of a
-- cell, a caption or a span: pandoc knows of those at the start of paragraphs alone.

local formats = require("look.formats")

local function is_marker(text) return text:match("^%d+%.$") or text:match("^[%-+/=]$") or text:match("^==+$") end

local function is_start(inlines, place)
  local before = inlines[place - 1]
  return not before or (before.t == "RawInline" and before.text:match("%[$") ~= nil)
end

local function ends_word(after) return not after or after.t == "Space" or after.t == "SoftBreak" end

local function told(inlines)
  for place, item in ipairs(inlines) do
    if item.t == "Str" and is_marker(item.text) and is_start(inlines, place) and ends_word(inlines[place + 1]) then
      inlines[place] = formats.inline("\\" .. item.text)
    end
  end
  return inlines
end

-- What stands on the cover is told by the template.
return function(doc)
  if not formats.is("typst") then return nil end
  doc.blocks = doc.blocks:walk({ Inlines = told })
  return doc
end
