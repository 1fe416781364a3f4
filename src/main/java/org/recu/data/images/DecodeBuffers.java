package org.recu.data.images;

import org.recu.image.ImageCropper;
import org.recu.image.Raster;

/**
 * What one thread at a time uses again for each image.
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
