# Squads that begin, end and hand over.

squad-ended = ended on { $day }
squad-began-on = This squad began on { $day }.
squad-ended-on = This squad ended on { $day }: it is neither afloat nor under water.
squad-predecessors = It took over from
squad-successors = What followed:
