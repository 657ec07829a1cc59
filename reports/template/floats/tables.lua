-- Tables that float: a numbered caption, and the table set by the length of it.

local captions = require("floats.captions")
local formats = require("look.formats")
local frames = require("floats.frames")
local numbers = require("floats.numbers")

-- The caption is the last paragraph; what comes before it is the table.
local function parted(div)
  local caption = pandoc.Inlines({})
  local body = pandoc.Blocks({})
  for index, block in ipairs(div.content) do
    if index == #div.content and block.t == "Para" then caption = block.content else body:insert(block) end
  end
  return caption, body
end

local function in_html(div, caption, body)
  local id = div.identifier
  local start = ('<figure class="float table %s" id="%s"><figcaption id="%s-caption"><span class="label">%s</span> ')
    :format(table.concat(div.classes, " "), id, id, numbers.label(id))
  for _, block in ipairs(body) do
    if block.t == "Table" then block.attr.attributes["aria-labelledby"] = id .. "-caption" end
  end
  local out = pandoc.Blocks({
    frames.join(start, caption, "</figcaption>"),
    formats.block(frames.SCROLL:format(id)),
  })
  out:extend(body)
  out:insert(formats.block("</div></figure>"))
  return out
end

local function rows_of(tbl)
  local count = 0
  for _, body in ipairs(tbl.bodies) do count = count + #body.body end
  return count
end

local function in_typst(div, caption, body)
  local rows, wide, steep = 0, false, false
  for _, block in ipairs(body) do
    if block.t == "Table" then
      block.attr.classes:insert("typst:no-figure")
      rows, wide = rows_of(block), block.classes:includes("wide")
      steep = block.classes:includes("steep")
    end
  end
  local long = rows > 14 or div.classes:includes("objectives")
  local out = pandoc.Blocks({
    frames.join(("#float-table([%s], ["):format(numbers.label(div.identifier)), caption,
      ("], long: %s, wide: %s, steep: %s)["):format(long, wide, steep)),
  })
  out:extend(body)
  out:insert(formats.block("] <" .. div.identifier .. ">"))
  return out
end

local function in_word(div, caption, body)
  local out = pandoc.Blocks({ captions(div.identifier, caption) })
  out:extend(body)
  return out
end

return function(div)
  if numbers.kind(div.identifier) ~= "tbl" then return nil end
  local caption, body = parted(div)
  if formats.is("html") then return in_html(div, caption, body) end
  if formats.is("typst") then return in_typst(div, caption, body) end
  return in_word(div, caption, body)
end
