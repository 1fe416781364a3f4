package org.recu.data;

/**
 * Where to keep decoded copies of image files, so that each is decoded once. A copy's short side is
 * that of validation, 8/7 of the network's size, or the image's own where that is shorter: crops
 * for training are cut from the copy, and have less detail than those of large files.
 */
public enum ImageCache {
  /** No cache: files are decoded each time. */
  NONE,
  /** On the heap, using at most half of it. */
  RAM,
  /** In the folder {@code .recu-cache} beside the set's own. */
  DISK
}
