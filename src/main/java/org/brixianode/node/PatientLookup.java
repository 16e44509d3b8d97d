package org.brixianode.node;

import java.io.IOException;
import java.util.Optional;
import org.brixianode.dicom.StudyFactsReader;
import org.brixianode.ops.Uid;
import org.brixianode.ops.audit.PatientIds;
import org.brixianode.queue.JobSearch;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads Patient IDs from the headers of received images. */
final class PatientLookup implements PatientIds {

    private static final Logger LOG = LoggerFactory.getLogger(PatientLookup.class);

    private final JobSearch search;

    PatientLookup(JobSearch search) {
        this.search = search;
    }

    @Override
    public Optional<String> of(Uid image) {
        try {
            Optional<Job> job = search.ofInstance(image.value(), 1).stream().findFirst();
            return job.isEmpty()
                    ? Optional.empty()
                    : StudyFactsReader.read(job.get().instance().file()).patientId();
        } catch (StageException | IOException e) {
            LOG.debug("the Patient ID of an image is not in its audit message", e);
            return Optional.empty();
        }
    }
}
