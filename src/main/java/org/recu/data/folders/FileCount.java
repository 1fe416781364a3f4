package org.recu.data.folders;

/**
 * A number of files, with the first as an example for a message.
 *
 * @param count how many
 * @param first path of one of them, relative to the split's folder; empty if there are none
 */
record FileCount(long count, String first) {

  static final FileCount NONE = new FileCount(0, "");

  /** The sum of both. */
  FileCount and(FileCount others) {
    return count == 0 ? others : new FileCount(count + others.count, first);
  }

  /** Such as {@code a.txt}, or {@code a.txt and 3 others}. */
  String example() {
    return switch ((int) Math.min(count, 3)) {
      case 1 -> first;
      case 2 -> first + " and another";
      default -> first + " and " + (count - 1) + " others";
    };
  }
}
