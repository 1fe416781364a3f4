package org.recu.packed;

import java.util.List;

/** The memory in which one image goes through a network; belongs to one thread at a time. */
final class Workspace {

  /** Float values, by the number of their memory. */
  private final float[][] planes;

  /** Signs, one for each binary convolution. */
  private final SignPlane[] signs;

  /** Of the plane numbers in a plan, the memory that each lies in. */
  private final int[] memories;

  /** What a pass has at hand. */
  final float[] numbers;

  /** As much again. */
  final float[] others;

  /** What the binary kernel returns. */
  final int[] differences;

  /** How many signs of each pixel's window are not zero. */
  final int[] places;

  /** An image with the padding of a real convolution; the padding is 0. */
  final float[][] padded;

  final Scratch scratch;

  /** The image, (size, size, 3), uint8, RGB; only during a call. */
  byte[] pixels;

  /** Where the image begins among the pixels. */
  int firstPixel;

  Workspace(Plan plan) {
    memories = plan.places();
    planes = new float[plan.planeSizes().length][];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = new float[plan.planeSizes()[i]];
    }
    List<SignLayout> layouts = plan.signs();
    signs = new SignPlane[layouts.size()];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = new SignPlane(layouts.get(i));
    }
    padded = new float[plan.paddedSizes().length][];
    for (int i = 0; i < padded.length; i++) {
      padded[i] = new float[plan.paddedSizes()[i]];
    }
    numbers = new float[plan.numbers()];
    others = new float[plan.numbers()];
    differences = new int[plan.differences()];
    // No pass has more pixels at hand than numbers.
    places = new int[plan.numbers()];
    scratch = new Scratch(plan.numbers());
  }

  float[] plane(int number) {
    return planes[memories[number]];
  }

  SignPlane signs(int number) {
    return signs[number];
  }
}
