package org.recu.inference;

import org.recu.decoding.TensorFlowDecoder;
import org.recu.image.Box;
import org.recu.image.EncodedImage;
import org.recu.image.ImageDecoder;
import org.recu.image.JavaDecoder;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

/**
 * Decodes images without TensorFlow where Java can, so that nothing waits for TensorFlow to start.
 * TensorFlow is started for the images that Java's decoder refuses, such as JPEGs in CMYK.
 */
final class LightDecoder implements ImageDecoder {

  private final JavaDecoder light = new JavaDecoder();

  /** Null until it is needed. */
  private TensorFlowDecoder heavy;

  @Override
  public void decode(EncodedImage image, Raster raster) throws UnreadableImageException {
    try {
      light.decode(image, raster);
    } catch (UnreadableImageException e) {
      heavy().decode(image, raster);
    }
  }

  @Override
  public Box decode(EncodedImage image, Box wanted, int ratio, Raster raster)
      throws UnreadableImageException {
    try {
      return light.decode(image, wanted, ratio, raster);
    } catch (UnreadableImageException e) {
      return heavy().decode(image, wanted, ratio, raster);
    }
  }

  private synchronized TensorFlowDecoder heavy() {
    if (heavy == null) {
      heavy = new TensorFlowDecoder();
    }
    return heavy;
  }

  @Override
  public synchronized void close() {
    if (heavy != null) {
      heavy.close();
    }
  }
}
