package org.recu.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name that a mistyped one was probably meant to be. */
final class Nearest {

  private Nearest() {}

  /** The nearest known name; empty if none is near. */
  static Optional<String> to(String typed, Collection<String> known) {
    int far = Math.max(2, typed.length() / 3);
    return known.stream()
        .filter(name -> begins(name, typed) || distance(typed, name) <= far)
        .min(Comparator.comparingInt((String name) -> distance(typed, name)).thenComparing(n -> n));
  }

  private static boolean begins(String name, String typed) {
    return typed.length() > 2 && name.startsWith(typed);
  }

  /**
   * The Levenshtein distance: letters to insert, delete or replace to turn one word into the other.
   */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
