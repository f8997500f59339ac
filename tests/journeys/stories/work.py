"""All that can be written in a file, as investigators write it: for the story whose file has everything."""

from datetime import date, timedelta

from services.investigation.domain.records import RESOURCES, RecordKind

ACCOUNT = (
    "问：我们是杭州市西湖区应急管理局执法监督科的执法监督人员，这是我们的证件，您看清楚了吗？\n"
    "答：看清楚了。\n"
    "问：2026年10月12日上午，您是否带队到某机械制造有限公司检查？请说一下经过。\n"
    "答：是的，当天我和一名协管员到厂里检查危化品仓库，大约九点半到，十一点离开。进门的时候厂里的人没有要求看证件，"
    "我们就没有拿出来。检查完了，指出三处问题，当场开了责令限期整改指令书。\n"
    "问：当场有没有收取现金？\n"
    "答：收了八百元，说是培训资料费，没有开票据，这个做法是不对的。\n"
    "问：以上记录请您核对，如与您说的一致，请逐页签名。\n"
    "答：核对过，与我说的一致。"
)


def records(today: date) -> list[tuple[RecordKind, str, dict[str, str]]]:
    """Kind, address and contents of each, in the order in which one works."""
    now = today.isoformat()
    due, later = (today + timedelta(days=15)).isoformat(), (today + timedelta(days=40)).isoformat()
    hours, place = "9时30分至11时05分", "西湖区应急管理局二楼询问室"
    said = {
        RecordKind.PLAN: {
            "aim": "查清2026年10月12日现场检查的程序和收费问题。",
            "steps": "一是调取执法记录仪录像和票据存根；二是询问带队人员和在场人员；三是到企业回访。",
            "method": "documents", "finish_by": later,
        },
        RecordKind.CHALLENGED_ACT: {
            "document": "（西）应急责改〔2026〕118号责令限期整改指令书", "day": "2026-10-12",
            "unit": "杭州市西湖区应急管理局执法大队", "act": "责令限期整改，并当场收取所谓培训资料费八百元。",
            "fault_at": "inspection", "collective": "no", "reviewed_by": "政策法规科 吴某", "filed": "not_needed",
        },
        RecordKind.TASK: {"task": "核对票据存根", "by_whom": "调查员甲", "due": due},
        RecordKind.EVIDENCE_REQUEST: {
            "addressee": "杭州市西湖区应急管理局执法大队",
            "items": "2026年10月12日现场检查的执法记录仪录像、现场检查记录、票据存根。",
            "period": "2026年10月1日至10月31日", "form": "copy", "due": due, "kept_until": due,
        },
        RecordKind.UNIT_NOTICE: {
            "unit": "杭州市西湖区应急管理局执法大队",
            "matter": "2026年10月12日现场检查的程序和收费情况，请附证据逐项说明。", "due": due,
        },
        RecordKind.EXHIBIT: {
            "item": "2026年10月12日执法记录仪录像", "medium": "recording", "form": "copy", "amount": "2段，共84分钟",
            "obtained_from": "西湖区应急管理局执法大队", "day": now, "kept_at": "执法监督科证据柜2号",
            "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        },
        RecordKind.CUSTODY: {
            "exhibit": "第1件", "day": now, "handed_by": "调查员甲", "handed_to": "某司法鉴定中心 周某",
            "purpose": "鉴定录像是否经过剪辑。",
        },
        RecordKind.INTERVIEW: {
            "day": now, "hours": hours, "place": place, "person": "王小明（执法人员）",
            "certificates_shown": "yes", "rights_told": "yes", "account": ACCOUNT, "signature": "signed",
        },
        RecordKind.VISIT: {
            "day": now, "hours": "14时至15时20分", "place": "某机械制造有限公司危化品仓库", "method": "on_site",
            "certificates_shown": "yes", "seen": "仓库现场与检查记录第二项所载不一致，门口监控可见检查人员进出时间。",
        },
        RecordKind.OBSTRUCTION: {
            "day": now, "person": "执法大队内勤 钱某", "how": "disguised", "seen": "以系统升级为由三次推迟提供票据存根。",
        },
        RecordKind.EXTERNAL_DECISION: {
            "source": "review", "authority": "杭州市西湖区人民政府", "document": "西政复〔2026〕12号", "day": now,
            "ruling": "changed", "matter": "将责令限期整改的期限由三日变更为十五日。", "due": due,
        },
        RecordKind.TRANSFER: {
            "receiver": "西湖区纪委监委", "part": "收取现金不开票据的线索。",
            "basis": "《安全生产监管执法监督办法（征求意见稿）》第十九条第二款", "day": now,
        },
        RecordKind.ACCOUNTABILITY: {
            "receiver": "西湖区应急管理局党委", "person": "王小明", "measure": "criticism",
            "part": "检查时未出示证件、收取现金不开票据。", "day": now,
        },
        RecordKind.COMMENDATION: {
            "person": "执法三中队 孙某", "receiver": "西湖区应急管理局", "part": "主动完整提供执法记录仪录像。", "day": now,
        },
        RecordKind.NOTE: {"text": "队长私下说过此事，仅供内部参考。"},
    }  # fmt: skip
    return [(kind, RESOURCES[kind], contents) for kind, contents in said.items()]


def endings(today: date) -> dict[RecordKind, dict[str, str]]:
    """How what was begun came to its end, on the day of the story: nothing happens before its case is accepted."""
    now = today.isoformat()
    return {
        RecordKind.TASK: {"result": "存根已核对，缺第118号。"},
        RecordKind.EVIDENCE_REQUEST: {"received": "part", "result": "收到录像两段、检查记录复印件一份，票据存根未交。"},
        RecordKind.EXHIBIT: {"handed_to": "执法大队 李某", "receipt_day": now},
        RecordKind.UNIT_NOTICE: {"received": "all", "result": "书面说明一份，附证据四件。"},
        RecordKind.EXTERNAL_DECISION: {"received": "", "carried_out": "all", "result": "已按复议决定重新作出决定。"},
        RecordKind.TRANSFER: {"receipt": "西纪收〔2026〕41号", "receipt_day": now},
        RecordKind.ACCOUNTABILITY: {"result": "已批评教育。", "receipt": "西纪办〔2026〕7号", "receipt_day": now},
        RecordKind.COMMENDATION: {"result": "已通报表扬。", "receipt": "西应急政〔2026〕3号", "receipt_day": now},
    }  # fmt: skip
