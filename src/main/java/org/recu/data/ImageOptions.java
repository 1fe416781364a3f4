package org.recu.data;

/**
 * How files of images are read, where a set consists of such.
 *
 * @param fast whether by the fast loader ({@code --use_dali}): large JPEGs at a fraction of their
 *     size, and no lighting
 * @param cache where small decoded copies of the files are kept
 * @param lighting strength of the random lighting that training images get; 0 for none
 */
public record ImageOptions(boolean fast, ImageCache cache, double lighting) {

  /** The ordinary loader without cache and lighting. */
  public static final ImageOptions PLAIN = new ImageOptions(false, ImageCache.NONE, 0);
}
