-- Figures that float: a picture and its numbered caption.

local captions = require("floats.captions")
local formats = require("look.formats")
local frames = require("floats.frames")
local images = require("floats.images")
local numbers = require("floats.numbers")
local styled = require("look.styled")

-- A link to what the chart shows, where that stands beside its picture.
local function data_of(id)
  local path = ("figures/%s.csv"):format(id)
  local file = io.open(path)
  if not file then return "" end
  file:close()
  return ('<p class="tools"><a class="data" href="%s" download="%s.csv">Data (CSV)<span class="spoken"> of %s</span></a></p>')
    :format(path, id, numbers.label(id))
end

local function in_html(id, image, caption)
  local start = ('<figure class="float chart" id="%s">' .. frames.SCROLL):format(id, id)
  local middle = ('</div><figcaption id="%s-caption"><span class="label">%s</span> '):format(id, numbers.label(id))
  return { frames.join(start, pandoc.Inlines({ image }), middle, caption, "</figcaption>", data_of(id), "</figure>") }
end

local function in_typst(id, image, caption, stays)
  return {
    frames.join(("#float-figure([%s], ["):format(numbers.label(id)), caption,
      ("]%s)[#%s] <%s>"):format(stays and ", stays: true" or "", images.in_typst(image), id)),
  }
end

local function in_word(id, image, caption)
  return { styled("Figure", { image }), captions(id, caption) }
end

return function(figure)
  local id = figure.identifier
  if numbers.kind(id) ~= "fig" then return nil end
  local caption = pandoc.utils.blocks_to_inlines(figure.caption.long)
  local image
  figure:walk({ Image = function(found) image = found end })
  if formats.is("html") then return in_html(id, image, caption) end
  if formats.is("typst") then return in_typst(id, image, caption, figure.classes:includes("stays")) end
  return in_word(id, image, caption)
end
