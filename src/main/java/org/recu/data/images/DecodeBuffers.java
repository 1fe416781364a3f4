package org.recu.data.images;

import org.recu.image.ImageCropper;
import org.recu.image.Raster;

/**
 * The reusable memory of a thread that decodes images.
 *
 * @param reader decodes and resizes
 * @param spare room for an image between two steps
 * @param stored room for an image from a store
 */
record DecodeBuffers(ImageCropper reader, Raster spare, Raster stored) {

  static DecodeBuffers with(ImageCropper reader) {
    return new DecodeBuffers(reader, new Raster(), new Raster());
  }
}
