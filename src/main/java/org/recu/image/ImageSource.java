package org.recu.image;

/** An image that parts can be had of: encoded, or decoded already. */
public sealed interface ImageSource permits EncodedImage, Raster {

  /** Height in pixels. */
  int height();

  /** Width in pixels. */
  int width();
}
