-- A narrow chart beside its table: side by side where the page is wide enough, else below it.

local formats = require("look.formats")
local frames = require("floats.frames")
local images = require("floats.images")
local numbers = require("floats.numbers")

local function in_html(image, id)
  local name = image.src:match("([%w-]+)%.?%w*$")
  local label, path = ("Strip\u{a0}%s"):format(numbers.of(id)), ("figures/%s.csv"):format(name)
  local file, data = io.open(path), ""
  if file then
    file:close()
    data = ('<p class="tools"><a class="data" href="%s" download="%s.csv">Data (CSV)<span class="spoken"> of %s</span></a></p>')
      :format(path, name, label)
  end
  local caption = ('<figcaption class="spoken">%s, beside %s</figcaption>'):format(label, numbers.label(id))
  return frames.join(('<figure class="chart strip" id="%s">'):format(name), pandoc.Inlines({ image }), caption, data, "</figure>")
end

return function(div)
  if not div.classes:includes("beside") then return nil end
  local held, id = div.content, div.attributes.of
  local image = held[2].content[1]
  if formats.is("html") then
    held[2] = in_html(image, id)
    return pandoc.Div(held, pandoc.Attr("", { "beside" }))
  end
  local out = pandoc.Blocks({ formats.block("#beside(["), held[1], formats.block("], [#" .. images.in_typst(image) .. "])") })
  for index = 3, #held do out:insert(held[index]) end
  return out
end
