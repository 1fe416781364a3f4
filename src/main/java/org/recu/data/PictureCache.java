package org.recu.data;

import java.nio.file.Path;

/**
 * Where decoded copies of picture files are kept, so that each is decoded once. A copy's short side
 * is that of validation, 8/7 of the network's size, or the picture's own where that is shorter:
 * crops for training are cut from the copy, and have less detail than those of large files.
 */
public enum PictureCache {
  /** Nowhere: files are decoded each time. */
  NONE,
  /** On the heap, in half of it at most. */
  RAM,
  /** In the folder {@code .recu-cache} beside the set's own. */
  DISK;

  /**
   * A store of this kind.
   *
   * @param root of the set; all files are below it
   * @param shortSide of the copies
   * @param fast whether the fast loader makes them, whose pixels are not quite the same
   */
  PictureStore store(Path root, int shortSide, boolean fast) {
    return switch (this) {
      case NONE -> PictureStore.NONE;
      case RAM -> MemoryStore.inHalfOfTheHeap(shortSide);
      case DISK ->
          new DiskStore(
              root,
              root.resolve(".recu-cache").resolve(shortSide + (fast ? "-fast" : "")),
              shortSide);
    };
  }
}
