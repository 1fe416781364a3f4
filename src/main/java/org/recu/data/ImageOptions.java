package org.recu.data;

/**
 * How to read image files.
 *
 * @param fast whether to use the fast loader ({@code --use_dali}): large JPEGs at a fraction of
 *     their size, and no lighting
 * @param cache where to keep small decoded copies of the files
 * @param lighting strength of the random lighting that training images get; 0 for none
 */
public record ImageOptions(boolean fast, ImageCache cache, double lighting) {

  /** The ordinary loader without cache and lighting. */
  public static final ImageOptions PLAIN = new ImageOptions(false, ImageCache.NONE, 0);
}
