package org.recu.data;

/**
 * How files of pictures are read, where a set consists of such.
 *
 * @param fast whether by the fast loader ({@code --use_dali}): large JPEGs at a fraction of their
 *     size, and no lighting
 * @param cache where small decoded copies of the files are kept
 * @param lighting strength of the random lighting that training pictures get; 0 for none
 */
public record ImageOptions(boolean fast, PictureCache cache, double lighting) {

  /** The ordinary loader without cache and lighting. */
  public static final ImageOptions PLAIN = new ImageOptions(false, PictureCache.NONE, 0);
}
