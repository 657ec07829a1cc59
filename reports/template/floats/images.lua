-- Pictures: the alt text stands where each writer looks for it.

local formats = require("look.formats")

local images = {}

local function alt_of(image) return image.attributes["fig-alt"] or image.attributes["alt"] or "" end

function images.in_typst(image)
  return ("image(%s, alt: %s, width: 100%%)"):format(formats.string(image.src), formats.string(alt_of(image)))
end

-- A picture that only decorates says so.
function images.Image(image)
  local alt = alt_of(image)
  local decorative = image.attributes.role == "presentation"
  if formats.is("typst") then
    if decorative then return formats.inline("#pdf.artifact(image(" .. formats.string(image.src) .. "))") end
    return formats.inline("#wide(" .. images.in_typst(image) .. ")")
  end
  image.attributes["fig-alt"] = nil
  image.caption = pandoc.Inlines({ pandoc.Str(decorative and "" or alt) })
  image.title = ""
  if formats.is("html") and decorative then
    image.attributes.alt = ""
  end
  return image
end

return images
