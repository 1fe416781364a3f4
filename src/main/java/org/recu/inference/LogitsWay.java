package org.recu.inference;

import org.tensorflow.Session;
import org.tensorflow.types.TUint8;

/**
 * A way from images to logits.
 *
 * @param session runs it
 * @param images name of a tensor of its graph: (batch, size, size, 3), uint8
 * @param logits name of a tensor of its graph: (batch, classes), float32
 */
record LogitsWay(Session session, String images, String logits) {

  /** A call with images. */
  Session.Runner runner(TUint8 pixels) {
    return session.runner().feed(images, pixels).fetch(logits);
  }
}
