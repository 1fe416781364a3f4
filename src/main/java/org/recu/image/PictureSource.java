package org.recu.image;

/** A picture that parts can be had of: encoded, or decoded already. */
public sealed interface PictureSource permits EncodedImage, Raster {

  /** Height in pixels. */
  int height();

  /** Width in pixels. */
  int width();
}
