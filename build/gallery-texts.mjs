/** What the scripted model and the writer of the gallery say: of the lengths that domain.md asks for, and the longest that may come. */
export const texts = {
  zh: {
    idea: "一个快递员发现，每个包裹都寄给年轻时的自己",
    requirements: "主角不超过两人；不写绝症；结局开放。",
    note: "再暗一点；换个职业；让对手赢一次。",
    ideas: [
      ["第九十九块糕", "夜班甜品师陆灵均总给末班车上睡着的警察康牧留一块糕，对家却举报她无证经营。关键证据竟是他手写的九十九张试吃笔记。铺子重开那天，招牌下多了一位终身股东。"],
      ["隔墙有糖", "配音师柳桑榆写信骂了楼上四十次，却爱上剧组里声音最温柔的搭档叶慕白。搬家前夜她才发现，每封信他都写了回信。两家打通那堵墙，噪音终于成了情歌。"],
      ["末班信使", "快递员沈砚每晚送的包裹，收件人都是十八岁的自己。他拆开一个，里面是他即将犯下的错。最后一单没有地址，他把它送给了站台上那个还没上车的少年。"],
      ["将军住我家", "大燕女将方秋水兵败坠崖，醒来摔进现代消防站，被当成逃跑的群演。火场里她徒手劈门，救出的孩子戴着她的家传玉佩。她回到城破那夜改写战局，兵符里夹着一张外卖单。"],
      ["直播间的榜一", "助农主播冯思遥直播卖老家柿饼，榜一大哥怒刷十万，点开头像竟是三年没回家的父亲。对手爆料她卖惨，父亲在镜头前第一次开口。那晚，全村的柿子都有了去处。"],
      ["我是第三章炮灰", "编辑阮锦书穿进自己退稿的小说，成了第三章就坠楼的女配，凶手是男主庄野。男主觉醒了，他杀她是为了不让她看到更惨的结局。她写下第四章第一句：她活着，而且要当主角。"],
    ],
    more: [
      ["第一百块糕", "警察康牧辞职来学徒，师父陆灵均却要他先尝一百种苦。尝到最后一种，他认出那是自己案卷里的毒。她把真相藏在糕里，等的正是一个肯尝苦的人。"],
      ["苦味试吃员", "试吃员顾念尝遍全城，唯独尝不出甜。仇家开的糖水铺请她打分，她打了零分，却每夜都来。第一百夜她终于尝到甜味，原来那是母亲失传的方子。"],
      ["替身药方", "抓药学徒顶着少东家的名字活了十年，真少东家回来那天，药柜里多了一味毒。对手赢了官司，却输在那张方子上：每味药的首字，连起来是他的供词。"],
      ["夜市无名氏", "夜市里没人知道她叫什么，只知道她的面能让人想起最不愿想起的人。失忆的刑警吃完一碗，记起自己才是通缉犯。她端来第二碗：这一碗，叫自首。"],
    ],
    long: [
      ["一个名字长到能把卡片撑破却又不得不完整显示出来的关于时间旅行者与她十二位前任房东的故事", "很长的正文。".repeat(120)],
      ["Thequickbrownfoxjumpsoverthelazydogwithoutasinglespaceinbetween", "中英mixed混排：She opened the door 门外没有人，only a parcel 包裹上写着她的名字，dated 2036年3月14日。Supercalifragilisticexpialidociousandthensomemore"],
    ],
    outline: ["灯塔没有名字", "守塔人每晚为一艘不存在的船点灯，直到船真的来了，船上的人叫出他早已忘记的名字。", "每个创意都要有一个能拍成海报的画面。", "每个创意都要有一个能印在海报上的画面，不要用雨。"],
    sought: "包裹",
    edit: { title: "末班信使", body: "快递员沈砚每晚送的包裹，收件人都是十八岁的自己。他拆开一个，里面是他明天才会犯下的错。最后一单没有地址，他坐在站台上等，等那个还没上车的少年先开口。" },
  },
  en: {
    idea: "A courier finds that every parcel is addressed to her younger self",
    requirements: "Two leads at most; no illness; an open ending.",
    note: "Darker; a different trade; let the rival win once.",
    ideas: [
      ["The Ninety-Ninth Cake", "Night baker Mara leaves one cake for the policeman who sleeps on the last train. When a rival reports her for trading without a licence, the only proof in her favour is his ninety-nine handwritten tasting notes. The day the shop reopens, the sign carries two names."],
      ["Sugar Through the Wall", "Voice actor Ines has written forty furious letters to the man upstairs, and has fallen for her gentle studio partner. The night before she moves she finds his forty answers, never sent. They take the wall down, and the noise becomes a duet."],
      ["The Last Courier", "Every parcel Shen carries at night is addressed to himself at eighteen. He opens one and finds the mistake he will make tomorrow. The last has no address, so he gives it to the boy on the platform who has not boarded yet."],
      ["A General in My Kitchen", "A general falls from a lost battlefield into a modern fire station and is taken for a runaway extra. In the next blaze she breaks a door with her hands and saves a child who wears her family's jade. She goes home to change the war, with a takeaway menu in her seal."],
      ["Top Donor", "Ada sells her village's persimmons on a livestream, and a stranger donates a fortune. His picture is the father who left three years ago. A rival calls her a fraud; her father speaks to the camera for the first time. By midnight every orchard is sold out."],
      ["Dead by Chapter Three", "An editor wakes inside the novel she rejected, as the girl who falls from a roof in chapter three. Her killer knows the ending and wants to spare her it. She takes the pen from his hand and writes the first line of chapter four: she lived."],
    ],
    more: [
      ["The Hundredth Cake", "The policeman quits to be her apprentice, and she makes him taste a hundred bitter things first. The last one is the poison from his own unsolved case. She has hidden the truth in sugar, waiting for someone who would swallow the rest."],
      ["No Sweet Tooth", "A professional taster can taste everything but sweetness. Her enemy opens a dessert bar and asks for a score; she gives it nothing and comes back every night. On the hundredth she tastes her mother's lost recipe, and her enemy's apology."],
      ["The Substitute's Remedy", "For ten years an apprentice has lived under the heir's name. The day the heir returns, a poison appears in the cabinet. The rival wins in court and loses to a prescription: the first letters of its herbs spell his confession."],
      ["Night Market, No Name", "Nobody knows her name, only that her noodles make you remember the one you would rather forget. A detective without a memory finishes a bowl and knows that he is the wanted man. She sets down a second: this one is called turning yourself in."],
    ],
    long: [
      ["A title so long that it would break out of any card and yet has to be shown in full, about a time traveller and her twelve former landlords", "A very long text. ".repeat(60)],
      ["Thequickbrownfoxjumpsoverthelazydogwithoutasinglespaceinbetween", "An English page with a Chinese line: 门外没有人，只有一个包裹。 Supercalifragilisticexpialidociousandthensomemore, and it went on."],
    ],
    outline: ["The Lamp Has No Name", "A keeper lights the lamp each night for a ship that does not exist, until it comes, and someone aboard calls him by the name he had forgotten.", "Every idea has one image that could be its poster.", "Every idea has one image that could be printed on a poster, and never rain."],
    sought: "ending",
    edit: { title: "The Last Courier", body: "Every parcel Shen carries at night is addressed to himself at eighteen. He opens one and finds tomorrow's mistake. The last has no address, so he sits on the platform and waits for the boy to speak first." },
  },
};
