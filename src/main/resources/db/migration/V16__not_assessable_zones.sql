-- The zones with too little lung to be assessed, as in 'AF', so that a later result is not compared with
-- them. Absent in rows of before, where it is not known.
ALTER TABLE result ADD COLUMN not_assessable VARCHAR(6);
