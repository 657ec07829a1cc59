-- Captions in Word: a number that it counts itself, in a bookmark that references lead to.

local fields = require("look.fields")
local formats = require("look.formats")
local numbers = require("floats.numbers")
local styled = require("look.styled")

local NUMBER = '<w:r><w:rPr><w:rStyle w:val="Label"/></w:rPr><w:t xml:space="preserve">%s\u{a0}%s</w:t></w:r>'

return function(id, caption)
  local word, value = numbers.word(id), numbers.of(id)
  local opens, closes = fields.ends(id)
  local letter = value:match("^A") and "A" or ""
  local digits = value:gsub("^A", "")
  local text = pandoc.Inlines({
    formats.inline(opens .. NUMBER:format(word, letter) ..
      fields.field("SEQ " .. word .. letter .. " \\* ARABIC", digits, "Label") .. closes),
    pandoc.Str("\u{2002}"),
  })
  text:extend(caption)
  return styled(word == "Table" and "Table Caption" or "Image Caption", text)
end
