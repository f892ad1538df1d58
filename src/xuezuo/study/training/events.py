"""Audit names of training."""

from xuezuo.platform.audit.names import register_name

# classes
CLASS_MADE = register_name("training.class_made", "筹备培训班")
CLASS_CHANGED = register_name("training.class_changed", "修改培训班")
CLASS_OPENED = register_name("training.class_opened", "发布培训班")
CLASS_CLOSED = register_name("training.class_closed", "培训班结业")
CLASS_CANCELLED = register_name("training.class_cancelled", "取消培训班")
LIST_EXPORTED = register_name("training.list_exported", "导出培训班名单")

# enrolment
ENROLLED = register_name("training.enrolled", "培训班报名")
ENROLMENT_DECIDED = register_name("training.enrolment_decided", "录取学员")
ENROLMENT_REFUSED = register_name("training.enrolment_refused", "不予录取")
ENROLMENT_LEFT = register_name("training.enrolment_left", "退出培训班")

# sessions
SESSION_PLANNED = register_name("training.session_planned", "安排课程")
SESSION_RECORDED = register_name("training.session_recorded", "登记课程和出勤")
SESSION_CORRECTED = register_name("training.session_corrected", "更正课程")
SESSION_VOIDED = register_name("training.session_voided", "作废课程")
ATTENDANCE_CORRECTED = register_name("training.attendance_corrected", "更正课程出勤")

# certificates
CERTIFICATES_ISSUED = register_name("training.certificates_issued", "颁发结业证明")
CERTIFICATE_VOIDED = register_name("training.certificate_voided", "作废结业证明")
CERTIFICATE_READ = register_name("training.certificate_read", "下载结业证明")

# lecturers
LECTURER_SET = register_name("training.lecturer_set", "登记宣讲员")
OFFER_MADE = register_name("training.offer_made", "安排宣讲场次")
OFFER_WITHDRAWN = register_name("training.offer_withdrawn", "撤回宣讲场次")
BOOKING_MADE = register_name("training.booking_made", "预约宣讲")
BOOKING_DECIDED = register_name("training.booking_decided", "确认宣讲预约")
BOOKING_ENDED = register_name("training.booking_ended", "取消或不安排宣讲预约")
BOOKING_HELD = register_name("training.booking_held", "登记宣讲已举行")
BOOKING_CORRECTED = register_name("training.booking_corrected", "更正宣讲记录")

# teaching points
PLACE_SET = register_name("training.place_set", "登记教学点")
ROUTE_SET = register_name("training.route_set", "设置现场教学线路")
VISIT_RECORDED = register_name("training.visit_recorded", "登记现场教学")
VISIT_CORRECTED = register_name("training.visit_corrected", "更正现场教学")
VISIT_VOIDED = register_name("training.visit_voided", "作废现场教学记录")

# cases and topics
CASE_WRITTEN = register_name("training.case_written", "编写案例")
CASE_PUBLISHED = register_name("training.case_published", "发布案例")
CASE_WITHDRAWN = register_name("training.case_withdrawn", "撤回案例")
TOPIC_SET = register_name("training.topic_set", "设立或修改课题")
TOPIC_MOVED = register_name("training.topic_moved", "推进课题")
FILE_ATTACHED = register_name("training.file_attached", "上传案例、课题附件")
FILE_REMOVED = register_name("training.file_removed", "移除案例、课题附件")
