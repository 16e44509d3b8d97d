package org.brixianode.lab.ensemble;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.data.ContentDigest;
import org.brixianode.model.ModelCard;

/**
 * What the model that a training goes on from knows of the images at hand. It knows an image from
 * which it has learned, and the others of that patient; where its card does not list all its
 * images, it may know any.
 */
public final class PriorKnowledge {

    /** Of a training that starts from nothing. */
    public static final PriorKnowledge NONE = new PriorKnowledge(Set.of(), true);

    private final Set<String> patients;
    private final boolean complete;

    private PriorKnowledge(Set<String> patients, boolean complete) {
        this.patients = patients;
        this.complete = complete;
    }

    /**
     * All networks of a model together: a card does not say which of them saw which image.
     *
     * @param annotations every image at hand
     * @throws IOException if an image cannot be read
     */
    public static PriorKnowledge of(ModelCard.Training start, List<Annotation> annotations)
            throws IOException {
        Set<String> seen = Set.copyOf(start.imageDigests());
        Set<String> patients = new HashSet<>();
        for (Annotation annotation : annotations) {
            if (seen.contains(ContentDigest.sha256(Files.readAllBytes(annotation.image())))) {
                patients.add(annotation.patient());
            }
        }
        return new PriorKnowledge(patients, start.imagesListed());
    }

    /** Whether what is not known is new; else it only may be. */
    public boolean isComplete() {
        return complete;
    }

    /** Those of the images that the model is known to know, in their order. */
    public List<Annotation> known(List<Annotation> annotations) {
        return annotations.stream().filter(one -> patients.contains(one.patient())).toList();
    }

    /** Those of the images that are new to the model for certain, in their order. */
    public List<Annotation> fresh(List<Annotation> annotations) {
        return complete
                ? annotations.stream().filter(one -> !patients.contains(one.patient())).toList()
                : List.of();
    }
}
