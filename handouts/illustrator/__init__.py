"""Draw pictures of techniques from pose files. An optional extra; no other part of the program needs it.

From a file to a drawing, a floor a module:

    studio      reads pose files, draws what is asked for, checks it, writes it
    inspection, result      what a machine can judge of a drawing, and the drawing with its data
    drawing     a picture, layer on layer -> SVG; artist draws each layer, framing chooses the window
    lines, strokes, curves, tracing, overlays      how each kind of mark becomes path data
    scan        what every pixel shows (with raster and camera)
    contact     poses the figure so that it rests on and touches what it should (surface measures how near)
    props, clothing, head, skin      what is in the room, and what the figure wears
    skeleton    joint angles and reaching limbs -> bones (joints: which bone is which)
    places, regions      points and muscles by name
    body, cast  the people
    posefile, schema     what a pose file says
    geometry    vectors, rotations, meshes
"""
