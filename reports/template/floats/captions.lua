-- Captions in Word: a number that it counts itself, in a bookmark that references lead to.

local fields = require("look.fields")
local formats = require("look.formats")
local numbers = require("floats.numbers")
local styled = require("look.styled")

local START = '<w:bookmarkStart w:id="%d" w:name="%s"/><w:r><w:rPr><w:rStyle w:val="Label"/></w:rPr>' ..
  '<w:t xml:space="preserve">%s\u{a0}%s</w:t></w:r>'

-- Word numbers its bookmarks: a number from the id, so that others change none.
local function key_of(id)
  local key = 1000
  for index = 1, #id do key = (key * 31 + id:byte(index)) % 1000000007 end
  return key
end

return function(id, caption)
  local word, value, key = numbers.word(id), numbers.of(id), key_of(id)
  local letter = value:match("^A") and "A" or ""
  local digits = value:gsub("^A", "")
  local text = pandoc.Inlines({
    formats.inline(START:format(key, fields.bookmark(id), word, letter) ..
      fields.field("SEQ " .. word .. letter .. " \\* ARABIC", digits, "Label") ..
      ('<w:bookmarkEnd w:id="%d"/>'):format(key)),
    pandoc.Str("\u{2002}"),
  })
  text:extend(caption)
  return styled(word == "Table" and "Table Caption" or "Image Caption", text)
end
