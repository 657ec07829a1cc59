-- What stands under the title in Word: motto, base, picture, publisher, partners, date and disclaimer.

local styled = require("look.styled")

local function muted(text) return pandoc.Span(text, { ["custom-style"] = "Muted" }) end

local function names(list)
  local all = pandoc.Inlines({})
  for index, item in ipairs(list) do
    if index > 1 then all:insert(pandoc.Str(", ")) end
    all:extend(pandoc.utils.type(item.name or item) == "Inlines" and (item.name or item) or {})
  end
  return all
end

local function labelled(label, inlines)
  local line = pandoc.Inlines({ muted(label), pandoc.Str("\u{2002}") })
  line:extend(inlines)
  return styled("Cover", line)
end

local function picture(path)
  local file = pandoc.utils.stringify(path) .. ".png"
  return styled("Figure", { pandoc.Image({}, file, "", { width = "100%" }) })
end

return function(meta)
  local blocks = pandoc.Blocks({})
  if meta.motto then blocks:insert(styled("Cover", meta.motto)) end
  if meta.base then blocks:insert(styled("Cover", { muted(meta.base) })) end
  if meta.motif then blocks:insert(picture(meta.motif)) end
  if meta.publisher then blocks:insert(labelled("Published by", meta.publisher.name)) end
  if meta.partners then blocks:insert(labelled("In partnership with", names(meta.partners))) end
  if meta.date then blocks:insert(labelled("Date", meta.date)) end
  if meta.disclaimer then blocks:insert(styled("Notes", meta.disclaimer)) end
  return blocks
end
