"""Each code as Chinese sentences: what happened, whether anything is lost, what to do; the only place that words errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.errors import InvalidRecord, PlannerError, Problem


@dataclass(frozen=True)
class Notice:
    """A short title, what happened and whether anything is lost, and what to do."""

    title: str
    text: str
    advice: str = ""


PROBLEMS: Mapping[str, str] = {
    # values of one field
    "missing": "必须填写",
    "too_long": "最多 {limit} 字，现有 {length} 字",
    "separator_inside": "“{text}”里不能有顿号、逗号、分号或换行",
    "not_yes_or_no": "“{text}”不是“是”或“否”",
    "not_a_mapping": "附加信息的格式不对",
    "not_a_number": "“{text}”不是数字",
    "not_whole": "“{text}”不是整数",
    "out_of_range": "超出范围，应在 {least} 至 {most} 之间",
    "too_fine": "小数最多 {places} 位",
    "unknown_unit": "单位“{unit}”不认识，可用：{units}",
    "approximate": "“{text}”是约数，请填写确定的数",
    "range": "“{text}”是一个范围，请填写确定的数",
    "rounded": "“{text}”精度过细，已四舍五入到分",
    "not_a_date": "“{text}”不是日期，可写 2025年、2025年3月、2025年第三季度或 2025年3月5日",
    "not_a_quarter": "“{text}”不是季度，请写成 2025年第三季度 或 2025Q3",
    "not_a_moment": "“{text}”不是时间",
    "not_in_catalogue": "“{text}”不在“{title}”目录中",
    "not_a_credit_code": "“{text}”不是 18 位统一社会信用代码",
    "wrong_check_digit": "“{text}”校验位不对，请核对是否抄错",
    "not_a_phone": "“{text}”不是电话号码",
    "unknown_field": "没有这一栏",
    "read_only_field": "这一栏由程序维护，不能改写",
    "error_cell": "单元格是公式错误“{text}”",
    "no_value": "公式没有计算结果，请在表格软件中重新计算并保存",
    "ambiguous": "“{text}”有多种理解，请确认",
    "shared_figure": "“{text}”与上一行合并填写，是否各为此数请核对",
    "inferred": "由上下文推断，请核对：{text}",
    # rules over several fields
    "ends_before_start": "早于开始时间（{starts}）",
    "type_outside_sector": "场景类型“{type}”不属于领域“{sector}”",
    "starts_early": "开始时间 {starts} 早于 2017 年，请核对",
    "title_length": "名称有 {length} 字，一般为 6 至 40 字，请核对",
    "period_long": "自 {starts} 至 {ends} 超过五年，请核对",
    "not_cleared": "公示或发布之前须同意公开并已做保密审查",
    "override_without_reason": "人工定灯必须写明理由",
    "weights_not_100": "各节点权重之和应为 100，现为 {total}",
    "investment_outlying": "{amount} 万元，是“{sector}”已有场景中位数 {usual} 万元的十倍以上，请核对是否把元写成了万元",
    "funding_differs": "各项资金合计 {total} 万元，与计划投资 {planned} 万元不符",
    # data permissions
    "core_data": "“{pool}”是核心数据，不得配置",
    "no_approval": "“{pool}”须有批准文号才能配置",
    "no_privacy_technique": "“{pool}”须以脱敏、隐私计算或可用不可见方式提供",
    "approval_ends": "“{pool}”的批准期限到 {until} 为止",
    # assigning supply to demand
    "kind_differs": "“{pool}”与需求“{line}”不是同一类要素",
    "unit_differs": "“{pool}”以“{pool_unit}”计，需求“{line}”以“{line_unit}”计",
    "outside_span": "{quarter}不在需求“{line}”的起止季度之内",
    "pool_closed": "“{pool}”在{quarter}不可用",
    "over_demand": "“{line}”{quarter}配置合计 {total}，超过需求 {need}",
    # plans
    "same_scenario": "两个场景相同",
    "plan_negative": "“{name}”的数量 {amount} 是负数",
    "plan_absurd": "“{name}”的数量过大，请核对单位",
    "plan_circle": "前置关系成环：{names}",
    "plan_all_required": "“{name}”至多选 {most} 个，却要求 {count} 个都入选",
    "plan_required_without": "“{name}”：一个必须入选，它的前置却不得入选",
    "plan_unsound": "“{name}”的条件自相矛盾",
    "plan_no_supply": "“{scenario}”的需求“{line}”在{quarters}没有可用的供给",
    "plan_locked_over": "“{pool}”在{quarter}已批的配置超过可用量",
    "plan_locked_outside": "“{line}”已批的配置在供给的可用期之外",
    "plan_never_open": "“{pool}”在所涉季度都不可用",
    "plan_unfit": "{quarter}的配置与供给不符",
    "plan_not_chosen": "“{line}”在{quarter}有配置，但场景未入选",
    "plan_short": "“{line}”在{quarter}需 {need}，只配了 {has}",
    "plan_too_much": "“{line}”在{quarter}需 {need}，却配了 {has}",
    "plan_over": "“{pool}”在{quarter}配出 {taken}，只有 {there}",
    "plan_unlocked": "{quarter}已批的配置被改动",
    "plan_rule_broken": "不符合条件“{rule}”",
    "left_short": "{quarter}“{pools}”还缺 {amount} {unit}",
    "left_rule": "与条件“{rule}”不符",
    "left_budget": "受条件“{rule}”限制",
    "left_decided": "已定不入选",
    "left_would_fit": "供给够用，但不增加总分，或差距在允许误差之内",
    "conflict_supply": "供给“{name}”的可用量",
    "conflict_item": "“{name}”已定入选或不入选",
    "conflict_rule": "条件“{name}”",
    "turn_in": "得分 {score}，各季度所需都能满足，与其他入选场景合在一起总分最高",
    "turn_wished": "这一次要求必须入选",
    "turn_required": "条件“{rule}”要求入选",
    "turn_before": "是条件“{rule}”的前置",
    "turn_locked": "已有批准或已交付的配置，保持不动",
    "suppose_less": "{quarter}“{what}”减少 {percent}%",
    "suppose_more": "{quarter}“{what}”增加 {percent}%",
    "suppose_late": "“{what}”推迟 {quarters} 个季度",
    "suppose_inside": "{what}必须入选",
    "move_in": "入选，得分 {score}",
    "move_other": "改由更合适的供给满足",
    "move_out": "未入选",
    "move_wish": "从余量中满足",
    "precision_differs": "“{pool}”的精度是 {pool_precision}，需求“{line}”要 {line_precision}",
    # vouchers
    "paid_without_contract": "已兑付的券须写明服务合同号",
    "above_face": "超过券面金额 {face} 万元",
    "above_contract": "超过合同金额 {amount} 万元",
    "own_contract": "服务单位与持券单位不能是同一家",
    "voucher_expired": "晚于有效期（{until}）",
    # projects
    "milestone_outside": "节点“{title}”的计划完成时间 {due} 不在项目起止时间之内",
    "over_plan": "累计完成投资 {actual} 万元，超过计划投资 {planned} 万元",
    "milestone_overdue": "节点“{title}”逾期 {days} 天",
    "behind_plan": "进度落后：计划 {planned}%，实际 {actual}%",
    "no_report": "{quarter}没有季报",
    "progress_falls": "形象进度由 {before}% 降为 {after}%，须说明原因",
    # reading a file
    "hidden_sheet": "隐藏的工作表“{sheet}”没有读取",
    "hidden_rows": "工作表“{sheet}”有隐藏的行，已一并读取",
    "hidden_columns": "工作表“{sheet}”有隐藏的列，已一并读取",
    "no_cached_values": "工作表“{sheet}”有公式没有计算结果，请在表格软件中打开并保存一次",
    "unseen": "工作表“{sheet}”的隐藏、划去和格式没能看清，请对照原表核对",
    "beyond": "工作表“{sheet}”远离表格处另有内容，没有读取",
    "sum_differs": "合计与明细不符：表上为 {printed}，逐行相加为 {own}",
    "count_differs": "“{group}”写明 {printed} 项，实有 {own} 项",
    "code_list": "工作表“{sheet}”是代码表，没有记录",
    "unmapped_column": "工作表“{sheet}”中，“{header}”没有对应字段，已作为附加信息保留",
    "continued_sheet": "工作表“{sheet}”没有表头，序号与上一张表相接，已按上一张表的各列读取，请核对",
    "merge_ignored": "工作表“{sheet}”有过大的合并单元格（{cells}），只取左上角一格，请核对",
    "not_recognised": "没有认出这张表是什么，请指定各列含义",
    "no_records": "没有读到记录",
    "struck_out": "原表中这一行已划去，先搁置；确要收入请点“收入”",
    "duplicate": "与本次导入的另一行相同（{where}）",
    "other_department": "“{department}”已报送同一场景，内容不同，请确认是否更新",
    "link_unknown": "没有找到{label}“{text}”，请核对名称，或先导入、登记{label}",
    "link_near": "没有找到{label}“{text}”，相近的有：{near}",
    "link_ambiguous": "{label}“{text}”对应不止一条：{near}；请写明编号",
    "report_reviewed": "这一季度的季报已由{reviewer}审核，没有更新",
    "was_removed": "这一项以前收过，已被移除（{reason}），请确认是否重新收入",
    "office_corrected": "本办已改过这一项，对方这次没有改动，保留本办的",
    "changed_by_both": "本办改过这一项，对方这次也改了，请确认用哪一个",
    "similar": "与已有的“{title}”相近，请确认是否同一项",
}

_DATA_SAFE = "工作区没有改动。"

ERRORS: Mapping[str, tuple[str, str, str]] = {
    "planner": ("操作没有完成", "操作没有完成。" + _DATA_SAFE, "请重试；仍不行时把崩溃报告交给维护人员。"),
    "not_found": ("找不到记录", "找不到{label}，可能已被移除或撤销。" + _DATA_SAFE, "请核对后再试。"),
    "rule": ("不符合规则", "这一改动不符合规则。" + _DATA_SAFE, "请核对后重试。"),
    "unit_differs": ("单位不一致",
                     "需求“{line}”以“{line_unit}”计，“{pool}”以“{pool_unit}”计，不能直接配置。" + _DATA_SAFE, "请先把两边改成同一单位。"),
    "kind_differs": ("要素类别不一致", "“{pool}”不能满足需求“{line}”，两者不是同一类要素。" + _DATA_SAFE, "请选择同类的供给。"),
    "over_demand": ("超过需求", "“{line}”{quarter}配置合计 {total}，超过需求 {need}。" + _DATA_SAFE, "请减少配置量，或先调整需求。"),
    "outside_span": ("不在需求期内", "{quarter}不在需求“{line}”的起止季度之内。" + _DATA_SAFE, "请先调整需求的起止季度。"),
    "outside_grid": ("这里不能填配置量", "“{text}”落在“←”行以外，整块没有填入。" + _DATA_SAFE, "请从要填的“←”行和季度开始粘贴或填充。"),
    "pool_closed": ("供给不可用", "“{pool}”在{quarter}不可用。" + _DATA_SAFE, "请换一个供给，或核对可用起止时间。"),
    "core_data": ("核心数据不得配置", "“{pool}”是核心数据，不得配置给任何场景。" + _DATA_SAFE, "请改用分级为“一般”的数据。"),
    "no_approval": ("缺少批准文号", "“{pool}”是重要数据或含敏感个人信息，没有批准文号。" + _DATA_SAFE, "请先登记批准文号和期限。"),
    "no_privacy_technique": ("提供方式不合要求", "“{pool}”须以脱敏、隐私计算或可用不可见方式提供。" + _DATA_SAFE,
                             "请先改登提供技术。"),
    "approval_ends": ("超出批准期限", "“{pool}”的批准期限到 {until} 为止。" + _DATA_SAFE, "请选择期限之内的季度，或先续批。"),
    "precision_differs": ("算力精度不一致",
                          "“{pool}”的精度是 {pool_precision}，需求“{line}”要 {line_precision}，不能配置。" + _DATA_SAFE,
                          "请选择同精度的算力。"),
    "no_conversion": ("没有换算关系", "换算表里没有 {model} {precision}，或“{unit}”不能换算为“{wanted}”。" + _DATA_SAFE,
                      "请先在换算表中登记每卡算力。"),
    "claimed_already": ("合同已用过券", "合同“{contract}”已由券“{title}”兑付，同一合同只能用一次。" + _DATA_SAFE, "请核对合同号。"),
    "compare_two_to_four": ("请选择方案", "一次比较二至四个方案，现选了 {count} 个。", "请重新选择。"),
    "title_taken": ("名称已用", "已有名为“{title}”的方案。" + _DATA_SAFE, "请换一个名称。"),
    "variant_adopted": ("方案已采纳", "“{title}”是已采纳的方案，不能移除。" + _DATA_SAFE, "请先采纳另一个方案。"),
    "report_locked": ("季报已审核", "{quarter}的季报已由{reviewer}审核，不能再改。" + _DATA_SAFE, "请先退回审核，再修改。"),
    "already_started": ("已经立项", "这个场景已有项目“{title}”。" + _DATA_SAFE, "请直接打开该项目。"),
    "report_exists": ("季报已有", "{quarter}的季报已经填报。" + _DATA_SAFE, "请修改原来的季报。"),
    "progress_falls": ("进度下降须说明", "形象进度由 {before}% 降为 {after}%，没有写明原因。" + _DATA_SAFE, "请填写“进度下降原因”。"),
    "weights_not_100": ("权重不是 100", "各节点权重之和为 {total}，应为 100。" + _DATA_SAFE, "请调整各节点权重。"),
    "reason_missing": ("没有写理由", "这一操作必须写明理由。" + _DATA_SAFE, "请填写理由后再试。"),
    "file_changed": ("文件变了", "“{file}”在预览之后又有变化，没有导入。" + _DATA_SAFE, "请重新读取后再导入。"),
    "unknown_kind": ("没有这类记录", "没有名为“{kind}”的记录类别。", "可用的类别：{known}。"),
    "unknown_document": ("没有这种报表", "没有名为“{name}”的报表。", "可用的报表：{known}。"),
    "no_word_pen": ("出不了 Word", "这台电脑上的程序不带出 Word 的部件，没有写出文件，数据没有变化。", "请另存为 PDF 或 Excel。"),
    "unknown_format": ("格式不支持", "不能出“{suffix}”格式的文件。", "请让文件名以 .xlsx、.pdf 或 .docx 结尾。"),
    "unknown_scope": ("范围不认识", "报表范围“{key}”不认识。", "可用的范围：{known}。"),
    "figures_damaged": ("留存的数据已损坏", "《{title}》留存的数据与校验值不符，不能照原样重出；其他数据无变化。",
                        "请从备份中找出表时的工作区。"),
    "scope_value": ("报表范围不对", "“{label}”里没有“{value}”。", "请核对后重试。"),
    "unknown_variant": ("没有这个方案", "没有名为“{name}”的方案。", "可用的方案：{known}。"),
    "nothing_to_return": ("没有要退回的内容", "“{file}”里没有需要报送单位补正的内容。" + _DATA_SAFE, "请直接接收。"),
    "not_a_limit": ("数字不对", "“{name}”的值“{text}”不能用。", "差距在 0 与 1 之间，秒数大于 0。"),
    "plan_unsound": ("数据有矛盾", "没有开始求解：{problems}。" + _DATA_SAFE, "请先改正这些需求、供给或方案条件。"),
    "plan_impossible": ("没有可行方案", "这些要求不能同时满足：{conflict}。" + _DATA_SAFE, "请放宽其中一项，或增加供给。"),
    "plan_not_found": ("没有找到方案", "在规定时间内没有找到方案。" + _DATA_SAFE, "请延长时间后再试。"),
    "frontier_unlimited": ("没有可变的量", "这一类供给没有登记可用量，画不出前沿。", "请换一类供给，或先登记可用量。"),
    "solver_ended": ("求解中断", "求解意外中断，可能是内存不足。" + _DATA_SAFE, "请关闭其他程序后再试。"),
    "plan_wrong": ("方案没有通过复核", "求得的方案没有通过复核：{problems}。没有采用。" + _DATA_SAFE, "请把工作区备份交给维护人员。"),
    "plan_outdated": ("方案已过时", "提出建议之后，“{variant}”的配置又有改动。" + _DATA_SAFE, "请重新优化后再采用。"),
    "undo_conflict": ("不能撤销", "“{operation}”改过的记录后来又有改动：{records}。撤销会丢掉后来的内容，所以没有撤销。",
                      "请先撤销后来的操作，或直接修改这些记录。"),
    "settled": ("已定稿", "{label}“{title}”已经出具，照当时的样子留存，不能修改或移除，内容没有变化。", "有变化时请重新出具一份。"),
    "nothing_to_undo": ("没有可撤销的操作", "没有可撤销的操作。", ""),
    "nothing_to_redo": ("没有可重做的操作", "没有可重做的操作。", ""),
    # received files
    "encrypted": ("文件有密码", "“{file}”设有打开密码，读不出内容。" + _DATA_SAFE, "请在 WPS 或 Excel 中另存一份不加密的文件再导入。"),
    "damaged": ("文件已损坏", "“{file}”不完整或已损坏，读不出内容。" + _DATA_SAFE, "请让报送单位重新发送，或用 WPS 打开后另存为 .xlsx。"),
    "too_large": ("文件过大", "“{file}”过大或展开后过大，为安全起见没有读取。" + _DATA_SAFE,
                  "请拆分成几个文件，或清除表格外的空白格式后另存。"),
    "unsupported": ("格式不支持", "“{file}”不是能读取的表格。" + _DATA_SAFE, "请另存为 .xlsx；图片或 PDF 请用“新增”逐条录入。"),
    "empty": ("文件是空的", "“{file}”里没有内容。" + _DATA_SAFE, "请核对是否发错了文件。"),
    "no_table": ("没有找到表格", "“{file}”里没有找到能认出的表格。" + _DATA_SAFE, "请核对表头是否齐全，或在导入页指定各列含义。"),
    "timed_out": ("读取超时", "读取“{file}”用时过长，已经停止。" + _DATA_SAFE, "请另存为 .xlsx 后再试，或拆分文件。"),
    # files and folders
    "file_trouble": ("文件无法读写", "“{path}”无法读写，没有写入，原有内容没有变化。", "请核对磁盘是否接好、是否完好，再试一次。"),
    "file_in_use": ("文件正被打开", "“{path}”正被其他程序打开，没有写入，原文件没有变化。",
                    "请在 WPS 或 Excel 中关闭它，或另存为别的文件名。"),
    "read_only": ("不能写入", "“{path}”所在位置是只读的，没有写入。", "请换一个可以写入的文件夹。"),
    "file_missing": ("找不到文件", "找不到“{path}”。", "请核对文件是否已移动或改名。"),
    "no_room": ("磁盘已满", "磁盘空间不足，没有写入，原有内容没有变化。", "请清理磁盘后重试。"),
    "not_a_file": ("不是文件", "“{path}”不是文件。", "请选择一个文件。"),
    "name_not_allowed": ("文件名不能用", "“{path}”含有系统不允许的字符。", "请换一个文件名。"),
    # workspaces
    "store_busy": ("工作区正在使用", "工作区正被 {who} 在 {host} 上使用（自 {since}）。没有打开，内容没有变化。",
                   "请等对方关闭，或复制一份备份查看。"),
    "store_newer": ("工作区版本较新", "工作区由较新的程序保存（版本 {needs}），本程序不能打开，内容没有变化。", "请升级程序后再打开。"),
    "store_damaged": ("工作区已损坏", "“{path}”已损坏，没有打开，也没有改动。", "请用“文件 > 从备份恢复”找回最近的备份。"),
    "store_foreign": ("不是工作区", "“{path}”不是本程序的工作区，没有打开，也没有改动。", "请选择本程序建立的工作区文件。"),
    "store_missing": ("找不到工作区", "找不到“{path}”。", "请核对文件是否已移动；也可以从备份恢复。"),
    "store_exists": ("文件已存在", "“{path}”已存在，没有覆盖。", "请换一个文件名。"),
    "store_read_only": ("工作区只读", "“{path}”所在位置不能写入，没有打开。", "请把工作区复制到可以写入的文件夹。"),
    "store_unreachable": ("磁盘读写出错", "读写“{path}”时磁盘出错，这一步没有写入，以前保存的内容没有变化。",
                          "请核对磁盘、U 盘或网络是否接好，再重新打开工作区。"),
    "store_unlockable": ("这里不能打开工作区", "“{path}”所在的磁盘不能防止两人同时修改，没有打开，内容没有变化。",
                         "请把工作区复制到本机磁盘再打开。"),
    "store_copy": ("只能查看", "现在看的是备份副本，不能修改，内容没有变化。", "请等原工作区关闭后打开它再修改。"),
    "no_sound_backup": ("没有可用的备份", "“{path}”里没有完好的备份，没有恢复。", "请看看别处是否还有备份，用“文件 > 从备份恢复”选择它。"),
    "store_locked": ("工作区暂时被占用", "“{path}”正被另一个程序读写，没有写入，内容没有变化。",
                     "请稍候再试；若装有同步盘或杀毒软件，请把工作区移到普通文件夹。"),
    "store_upgrade": ("升级没有完成", "工作区升级没有完成，原文件没有改动。", "请重试；备份在 {backup}。"),
    "backup_differs": ("备份不一致", "“{path}”与记录的校验值不符，没有恢复。", "请换一份备份。"),
    # words of the terminal
    "unknown_command": ("没有这个命令", "没有“{name}”这个命令，也没有这个文件。",
                        "相近的命令：{nearest}。用 planner --help 查看全部命令。"),
    "unknown_option": ("没有这个选项", "命令 {command} 没有选项“{name}”。",
                       "相近的选项：{nearest}。用 planner {command} --help 查看用法。"),
    "word_missing": ("命令不完整", "命令 {command} 缺少“{slot}”（{about}）。", "用 planner {command} --help 查看用法。"),
    "word_unwanted": ("多出内容", "命令 {command} 不需要“{text}”。", "名称里有空格时请加引号；用 planner {command} --help 查看用法。"),
    "value_missing": ("选项不完整", "选项 {name} 后面缺少“{value}”。", "请在 {name} 之后写明。"),
    "value_unwanted": ("多出内容", "选项 {name} 不带值。", "请去掉等号及其后的内容。"),
    "option_missing": ("命令不完整", "命令 {command} 缺少选项 {name}（{about}）。", "用 planner {command} --help 查看用法。"),
    "not_a_count": ("数目不对", "选项 {name} 应为 1 以上的整数，写的是“{text}”。", "请改成整数。"),
    "not_in_parts": ("写法不对", "选项 {name} 应有 {count} 项，写的是“{text}”。", "各项之间用逗号分开。"),
    "not_a_pair": ("写法不对", "“{text}”不是“栏目=值”的写法。" + _DATA_SAFE, "请写成 栏目=值，中间用半角等号；值里有空格时加引号。"),
    "not_a_milestone": ("写法不对", "“{text}”不是一个节点的写法。" + _DATA_SAFE, "请写成 名称,计划完成,权重，如 设备进场,2025-06,30。"),
    "unknown_column": ("没有这一栏", "{label}没有“{name}”这一栏。" + _DATA_SAFE, "相近的栏目：{nearest}。"),
    "several_named": ("不止一个", "“{name}”对应 {count} 个{label}，不能确定是哪一个。" + _DATA_SAFE, "请写编号（id）：{known}。"),
    "not_written_here": ("不能这样改", "{label}由程序维护，不能直接增改。" + _DATA_SAFE, "{instead}"),
    "cancelled": ("已取消", "已取消，没有改动。", ""),
}


PLACES: Mapping[str, Notice] = {
    "stick": Notice("工作区在可移动磁盘上", "可以正常使用，每次修改都已保存。", "拔出之前请先关闭工作区，再安全弹出；带走时建议只带备份。"),
    "network": Notice("工作区在网络盘上", "可以正常使用，但网络中断时可能写不进去，也不能防止别处的程序同时改动。",
                      "请把工作区移到本机磁盘；交给别人时用“文件 > 立即备份”另存一份。"),
    "synced": Notice("工作区在同步文件夹里", "可以正常使用，但两台电脑先后打开时，同步程序可能留下冲突副本或换回旧的内容。",
                     "请把工作区移到普通文件夹，只把备份放进同步文件夹。"),
}
"""What is said of a workspace that does not lie on this machine's own disk."""


class _Lenient(dict[str, Any]):
    """Parameters of a sentence; one that was not given leaves a dash rather than an English error."""

    def __missing__(self, key: str) -> str:
        return "—"


def sentence(problem: Problem) -> str:
    """What is wrong with a value, without the field's name; an unknown code is shown as itself."""
    return PROBLEMS.get(problem.code, problem.code).format_map(_Lenient(problem.params))


def wanted(problem: Problem) -> str:
    """What would be taken instead of a refused value; empty where that goes without saying."""
    takes = problem.params.get("takes")
    return f"可填：{takes}" if takes and problem.code != "missing" else ""


def notice(error: PlannerError, labels: Mapping[str, str] | None = None) -> Notice:
    """Any refusal as a notice; `labels` maps field names to the words people know them by."""
    if isinstance(error, InvalidRecord):
        return _invalid(error, labels or {})
    title, text, advice = ERRORS.get(error.code, ERRORS["planner"])
    params = _Lenient({key: _worded(value) for key, value in error.params.items()})
    return Notice(title, text.format_map(params), advice.format_map(params))


def _invalid(error: InvalidRecord, labels: Mapping[str, str]) -> Notice:
    lines = [_refusal(problem, labels) for problem in error.problems]
    return Notice("填写有误", "；".join(lines) + "。" + _DATA_SAFE, "请改正后再保存。")


def _refusal(problem: Problem, labels: Mapping[str, str]) -> str:
    said = f"{labels.get(problem.field, problem.field)}：{sentence(problem)}" if problem.field else sentence(problem)
    said = problem.where + said
    return f"{said}（{wanted(problem)}）" if wanted(problem) else said


def _worded(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
