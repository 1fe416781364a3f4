package org.recu.data;

import org.recu.image.PictureReader;
import org.recu.image.Raster;

/**
 * What one thread at a time uses again for each picture.
 *
 * @param reader decodes and resizes
 * @param spare room for a picture between two steps
 * @param stored room for a picture from a store
 */
record Workplace(PictureReader reader, Raster spare, Raster stored) {

  static Workplace with(PictureReader reader) {
    return new Workplace(reader, new Raster(), new Raster());
  }
}
