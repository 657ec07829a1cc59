-- What floats are put into: inlines between pieces of the format's own language, and what scrolls.

local formats = require("look.formats")

local frames = {}

-- What is wider than a phone is moved by touch or by the arrow keys.
frames.SCROLL = '<div class="scroll" tabindex="0" role="group" aria-labelledby="%s-caption">'

-- A table with a banner is a region of the page: those who hear it find it in the list of them.
frames.REGION = '<div class="scroll" tabindex="0" role="region" aria-labelledby="%s-caption">'

function frames.join(...)
  local all = pandoc.Inlines({})
  for _, part in ipairs({ ... }) do
    if type(part) == "string" then all:insert(formats.inline(part)) else all:extend(part) end
  end
  return pandoc.Plain(all)
end

return frames
