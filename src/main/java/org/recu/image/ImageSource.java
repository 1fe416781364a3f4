package org.recu.image;

/** An image that can be cropped, encoded or decoded. */
public sealed interface ImageSource permits EncodedImage, Raster {

  /** Height in pixels. */
  int height();

  /** Width in pixels. */
  int width();
}
