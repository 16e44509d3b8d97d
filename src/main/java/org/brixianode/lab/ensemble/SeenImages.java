package org.brixianode.lab.ensemble;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.brixianode.lab.data.Annotation;
import org.brixianode.model.ModelCard;
import org.brixianode.study.Sha256;

/**
 * Images that the model before a fine-tuning has seen: its training images and others of the same
 * patients. If its card does not list all its images, it may have seen any.
 */
public final class SeenImages {

    /** For a training from scratch. */
    public static final SeenImages NONE = new SeenImages(Set.of(), true);

    private final Set<String> patients;
    private final boolean complete;

    private SeenImages(Set<String> patients, boolean complete) {
        this.patients = patients;
        this.complete = complete;
    }

    /**
     * For all networks of a model together: a card does not say which network saw which image.
     *
     * @param annotations all images of the data set
     * @throws IOException if an image cannot be read
     */
    public static SeenImages of(ModelCard.Training start, List<Annotation> annotations)
            throws IOException {
        Set<String> seen = Set.copyOf(start.imageDigests());
        Set<String> patients = new HashSet<>();
        for (Annotation annotation : annotations) {
            if (seen.contains(Sha256.ofFile(annotation.image()))) {
                patients.add(annotation.patient());
            }
        }
        return new SeenImages(patients, start.imagesListed());
    }

    /** Whether all other images are certainly unseen. */
    public boolean isComplete() {
        return complete;
    }

    /** The images that the model has seen, in their order. */
    public List<Annotation> seen(List<Annotation> annotations) {
        return annotations.stream().filter(one -> patients.contains(one.patient())).toList();
    }

    /** The images that the model has certainly not seen, in their order. */
    public List<Annotation> unseen(List<Annotation> annotations) {
        return complete
                ? annotations.stream().filter(one -> !patients.contains(one.patient())).toList()
                : List.of();
    }
}
