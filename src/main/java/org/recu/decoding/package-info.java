/** Decodes image files with TensorFlow's ops. */
package org.recu.decoding;
