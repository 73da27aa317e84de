/** What the scripted model and the writer of the gallery say: of the lengths that domain.md asks for, and the longest that may come. */
export const texts = {
  zh: {
    idea: "一个快递员发现，每个包裹都寄给年轻时的自己",
    requirements: "主角不超过两人；不写绝症；结局开放。",
    note: "再暗一点；换个职业；让对手赢一次。",
    ideas: [
      [
        "第九十九块糕",
        "夜班甜品师陆灵均总给末班车上睡着的警察康牧留一块糕，对家却举报她无证经营。关键证据竟是他手写的九十九张试吃笔记。铺子重开那天，招牌下多了一位终身股东。",
      ],
      [
        "隔墙有糖",
        "配音师柳桑榆写信骂了楼上四十次，却爱上剧组里声音最温柔的搭档叶慕白。搬家前夜她才发现，每封信他都写了回信。两家打通那堵墙，噪音终于成了情歌。",
      ],
      [
        "末班信使",
        "快递员沈砚每晚送的包裹，收件人都是十八岁的自己。他拆开一个，里面是他即将犯下的错。最后一单没有地址，他把它送给了站台上那个还没上车的少年。",
      ],
      [
        "将军住我家",
        "大燕女将方秋水兵败坠崖，醒来摔进现代消防站，被当成逃跑的群演。火场里她徒手劈门，救出的孩子戴着她的家传玉佩。她回到城破那夜改写战局，兵符里夹着一张外卖单。",
      ],
      [
        "直播间的榜一",
        "助农主播冯思遥直播卖老家柿饼，榜一大哥怒刷十万，点开头像竟是三年没回家的父亲。对手爆料她卖惨，父亲在镜头前第一次开口。那晚，全村的柿子都有了去处。",
      ],
      [
        "我是第三章炮灰",
        "编辑阮锦书穿进自己退稿的小说，成了第三章就坠楼的女配，凶手是男主庄野。男主觉醒了，他杀她是为了不让她看到更惨的结局。她写下第四章第一句：她活着，而且要当主角。",
      ],
    ],
    more: [
      [
        "第一百块糕",
        "警察康牧辞职来学徒，师父陆灵均却要他先尝一百种苦。尝到最后一种，他认出那是自己案卷里的毒。她把真相藏在糕里，等的正是一个肯尝苦的人。",
      ],
      [
        "苦味试吃员",
        "试吃员顾念尝遍全城，唯独尝不出甜。仇家开的糖水铺请她打分，她打了零分，却每夜都来。第一百夜她终于尝到甜味，原来那是母亲失传的方子。",
      ],
      [
        "替身药方",
        "抓药学徒顶着少东家的名字活了十年，真少东家回来那天，药柜里多了一味毒。对手赢了官司，却输在那张方子上：每味药的首字，连起来是他的供词。",
      ],
      [
        "夜市无名氏",
        "夜市里没人知道她叫什么，只知道她的面能让人想起最不愿想起的人。失忆的刑警吃完一碗，记起自己才是通缉犯。她端来第二碗：这一碗，叫自首。",
      ],
    ],
    long: [
      [
        "一个名字长到能把卡片撑破却又不得不完整显示出来的关于时间旅行者与她十二位前任房东的故事",
        "很长的正文。".repeat(120),
      ],
      [
        "Thequickbrownfoxjumpsoverthelazydogwithoutasinglespaceinbetween",
        "中英mixed混排：She opened the door 门外没有人，only a parcel 包裹上写着她的名字，dated 2036年3月14日。Supercalifragilisticexpialidociousandthensomemore",
      ],
    ],
    plan: [
      "灯塔没有名字",
      "守塔人每晚为一艘不存在的船点灯，直到船真的来了，船上的人叫出他早已忘记的名字。",
      "每个创意都要有一个能拍成海报的画面。",
      "每个创意都要有一个能印在海报上的画面，不要用雨。",
    ],
    sought: "包裹",
    outline: {
      source:
        "快递员沈砚每晚送的包裹，收件人都是十八岁的自己。他拆开一个，里面是他即将犯下的错。",
      note: "反派也要有自己的理由；第二段再快一点。",
      components: {
        title: "末班信使",
        genre: "都市 · 悬疑 · 情感",
        target_audience: {
          demographic:
            "20–40 岁、下班路上追更的城市观众，喜欢悬念，也愿意为一句迟到的话流泪",
          core_themes: ["与过去的自己和解", "沉默的代价", "把话说出口"],
        },
        selling_points: [
          "“收件人是十八岁的自己”一句话就能讲明白，天然适合转发",
          "每集一个包裹、一桩旧错，单集成立，连起来是一个谜",
          "主要场景只有夜路、车站和一间旧屋，小团队拍得出来",
        ],
        satisfaction_points: [
          "当众打脸：拒绝认错的上司被自己寄出的包裹揭穿",
          "身份反转：一直跟踪他的人，正是当年被他辜负的朋友",
          "情感逆袭：迟到十年的道歉终于送到",
          "正义伸张：被顶罪的人重新站到阳光下",
        ],
        setting: {
          core_setting_summary:
            "当代南方小城，末班公交之后的街道只剩快递员。寄件人一栏永远空着，邮戳却是明天。",
          key_scenes: [
            "末班公交的站台：第一个包裹",
            "城中村的旧屋：拆开的错",
            "雨夜天桥：两个人第一次说真话",
          ],
        },
        synopsis_stages: [
          "沈砚白天睡觉，夜里送件。他接到一单没有寄件人的包裹，收件人写着他自己的名字，年龄是十八岁。他以为是恶作剧，拆开后却看见一张明天才会开出的罚单。第二天，罚单果然到了他手上。他开始守着站台，想看清是谁把包裹放在那里，却只等到一个背着书包、始终不上车的少年。",
          "第二个包裹里是一段录音：他在电话里对朋友顾念说的那句狠话。当年他说完就挂了，从此两人再没见过。沈砚决定不再拆，包裹却越来越多，堆满了旧屋。站长发现他私藏快件，当众要他滚。顾念就在这时出现，拿着一张同样没有寄件人的单子。",
          "两人把包裹按日期排开，发现它们指向同一个夜晚：十年前天桥上的那场车祸。有人替真正的司机顶了罪，而沈砚是唯一的目击者。他一直告诉自己没有看清。老王劝他们别查，说有些件送错了，就该烂在路上。",
          "站长原来就是那晚的司机。他抢先一步烧掉旧屋，把一切推给沈砚。沈砚在警局门口犹豫的最后一刻，收到最后一个包裹：里面是空的，只有一张写着“你来写”的单子。他走进去，说出了十年前看见的全部。",
          "真相公开，顶罪的人回了家，站长在天桥上把钥匙放下。沈砚和顾念坐在站台上等末班车，少年终于上了车，回头朝他们挥手。沈砚第一次在寄件人一栏写下自己的名字，收件人是明天的他。",
        ],
        characters: [
          {
            name: "沈砚",
            type: "male_lead",
            description:
              "夜班快递员，记性太好，偏偏装作忘了。他怕的不是错，是有人知道他看见了。",
            age: "28",
            gender: "男",
            occupation: "快递员",
            personality_traits: ["寡言", "心细", "习惯逃开"],
            character_arc: "从装作没看见，到第一个开口",
            relationships: {
              顾念: "曾经最好的朋友，十年没有说过话",
              站长: "上司，也是他不敢指认的人",
              老王: "同一条夜路上的前辈",
            },
            key_scenes: ["在站台拆开第一个包裹", "走进警局"],
          },
          {
            name: "顾念",
            type: "female_lead",
            description: "修钟表的人，替父亲背了十年骂名，从不解释。",
            age: "28",
            gender: "女",
            occupation: "钟表匠",
            personality_traits: ["倔强", "守时", "嘴硬"],
            character_arc: "从独自硬扛，到允许别人站在身边",
            relationships: { 沈砚: "她等的那句道歉，只能由他说" },
            key_scenes: ["把单子拍在柜台上"],
          },
          {
            name: "站长",
            type: "antagonist",
            description:
              "待人和气，账目清楚，十年里每个月都给顾家寄钱，从不署名。",
            age: "51",
            gender: "男",
            occupation: "快递站站长",
            personality_traits: ["体面", "多疑"],
            character_arc: "从收买沉默，到放下钥匙",
            relationships: { 沈砚: "他一手带大的徒弟" },
            key_scenes: ["火光里的账本"],
          },
        ],
      },
      edit: [
        "“收件人是十八岁的自己”，一句话讲明白，一听就想转发",
        "每集一个包裹、一桩旧错，单集成立，连起来是一个谜",
        "主要场景只有夜路、车站和一间旧屋，小团队拍得出来",
        "没有纯粹的坏人：站长的每一次善意都是真的",
      ],
      anew: {
        name: "顾念",
        type: "female_lead",
        description:
          "修钟表的人。十年前父亲替人顶罪入狱，她从此只信准点。她接近沈砚不为道歉，为的是让他亲口说出那个晚上。",
        age: "28",
        gender: "女",
        occupation: "钟表匠",
        personality_traits: ["冷静", "守时"],
        character_arc: "从要一个答案，到愿意听完一个人",
        relationships: { 沈砚: "目击者，也是她少年时唯一的朋友" },
        key_scenes: ["把停走的表推到他面前"],
      },
    },
    edit: {
      title: "末班信使",
      body: "快递员沈砚每晚送的包裹，收件人都是十八岁的自己。他拆开一个，里面是他明天才会犯下的错。最后一单没有地址，他坐在站台上等，等那个还没上车的少年先开口。",
    },
  },
  en: {
    idea: "A courier finds that every parcel is addressed to her younger self",
    requirements: "Two leads at most; no illness; an open ending.",
    note: "Darker; a different trade; let the rival win once.",
    ideas: [
      [
        "The Ninety-Ninth Cake",
        "Night baker Mara leaves one cake for the policeman who sleeps on the last train. When a rival reports her for trading without a licence, the only proof in her favour is his ninety-nine handwritten tasting notes. The day the shop reopens, the sign carries two names.",
      ],
      [
        "Sugar Through the Wall",
        "Voice actor Ines has written forty furious letters to the man upstairs, and has fallen for her gentle studio partner. The night before she moves she finds his forty answers, never sent. They take the wall down, and the noise becomes a duet.",
      ],
      [
        "The Last Courier",
        "Every parcel Shen carries at night is addressed to himself at eighteen. He opens one and finds the mistake he will make tomorrow. The last has no address, so he gives it to the boy on the platform who has not boarded yet.",
      ],
      [
        "A General in My Kitchen",
        "A general falls from a lost battlefield into a modern fire station and is taken for a runaway extra. In the next blaze she breaks a door with her hands and saves a child who wears her family's jade. She goes home to change the war, with a takeaway menu in her seal.",
      ],
      [
        "Top Donor",
        "Ada sells her village's persimmons on a livestream, and a stranger donates a fortune. His picture is the father who left three years ago. A rival calls her a fraud; her father speaks to the camera for the first time. By midnight every orchard is sold out.",
      ],
      [
        "Dead by Chapter Three",
        "An editor wakes inside the novel she rejected, as the girl who falls from a roof in chapter three. Her killer knows the ending and wants to spare her it. She takes the pen from his hand and writes the first line of chapter four: she lived.",
      ],
    ],
    more: [
      [
        "The Hundredth Cake",
        "The policeman quits to be her apprentice, and she makes him taste a hundred bitter things first. The last one is the poison from his own unsolved case. She has hidden the truth in sugar, waiting for someone who would swallow the rest.",
      ],
      [
        "No Sweet Tooth",
        "A professional taster can taste everything but sweetness. Her enemy opens a dessert bar and asks for a score; she gives it nothing and comes back every night. On the hundredth she tastes her mother's lost recipe, and her enemy's apology.",
      ],
      [
        "The Substitute's Remedy",
        "For ten years an apprentice has lived under the heir's name. The day the heir returns, a poison appears in the cabinet. The rival wins in court and loses to a prescription: the first letters of its herbs spell his confession.",
      ],
      [
        "Night Market, No Name",
        "Nobody knows her name, only that her noodles make you remember the one you would rather forget. A detective without a memory finishes a bowl and knows that he is the wanted man. She sets down a second: this one is called turning yourself in.",
      ],
    ],
    long: [
      [
        "A title so long that it would break out of any card and yet has to be shown in full, about a time traveller and her twelve former landlords",
        "A very long text. ".repeat(60),
      ],
      [
        "Thequickbrownfoxjumpsoverthelazydogwithoutasinglespaceinbetween",
        "An English page with a Chinese line: 门外没有人，只有一个包裹。 Supercalifragilisticexpialidociousandthensomemore, and it went on.",
      ],
    ],
    plan: [
      "The Lamp Has No Name",
      "A keeper lights the lamp each night for a ship that does not exist, until it comes, and someone aboard calls him by the name he had forgotten.",
      "Every idea has one image that could be its poster.",
      "Every idea has one image that could be printed on a poster, and never rain.",
    ],
    sought: "ending",
    outline: {
      source:
        "Every parcel that Shen carries at night is addressed to himself at eighteen. He opens one and finds the mistake he is about to make.",
      note: "Give the antagonist a reason; a faster second stage.",
      components: {
        title: "The Last Courier",
        genre: "Urban · mystery · drama",
        target_audience: {
          demographic:
            "City viewers of 20 to 40 who watch on the way home, like a riddle, and will cry for a sentence that comes too late",
          core_themes: [
            "Making peace with who you were",
            "What silence costs",
            "Saying it aloud",
          ],
        },
        selling_points: [
          "One line tells it all: the addressee is himself at eighteen",
          "A parcel and an old mistake in every episode; together they make one riddle",
          "Night streets, a bus stop and one old room: a small crew can shoot it",
        ],
        satisfaction_points: [
          "The superior who never owns up is exposed by a parcel he sent himself",
          "The one who follows him turns out to be the friend he let down",
          "An apology arrives ten years late",
          "Whoever took the blame walks into the sun again",
        ],
        setting: {
          core_setting_summary:
            "A small southern city today. After the last bus only couriers are left in the streets. The sender is always blank, and the postmark is always tomorrow's.",
          key_scenes: [
            "The last bus stop: the first parcel",
            "The old room: the opened mistake",
            "The footbridge in the rain: the truth at last",
          ],
        },
        synopsis_stages: [
          "Shen sleeps by day and delivers by night. One parcel has no sender, and the addressee is himself, aged eighteen. He takes it for a prank, opens it, and finds a fine that will be issued tomorrow. The next day it is in his hand. He begins to keep watch at the bus stop, and sees only a boy with a school bag who never boards.",
          "The second parcel holds a recording: the cruel thing he said to his friend Nian, before he hung up for ten years. Shen swears to open no more, and the parcels fill his room. The station master finds them, calls him a thief before everyone, and throws him out. That is when Nian walks in, with a waybill that has no sender either.",
          "They lay the parcels out by date, and all of them point to one night: the crash on the footbridge ten years ago. Somebody took the blame for the driver, and Shen was the only witness. He has always told himself that he saw nothing. Old Wang begs them to leave it: some parcels are better lost on the way.",
          "The driver was the station master. He burns the room first and blames Shen for it. At the door of the police station Shen hesitates, and the last parcel comes: it is empty but for a slip that says, you write it. He walks in and tells everything he saw.",
          "The truth is out, and the man who took the blame goes home. On the footbridge the station master puts down his keys. Shen and Nian wait for the last bus; the boy boards at last and waves. For the first time Shen writes his own name as the sender. The addressee is himself, tomorrow.",
        ],
        characters: [
          {
            name: "Shen",
            type: "male_lead",
            description:
              "A night courier with too good a memory who pretends to forget. He does not fear the mistake; he fears that somebody knows he saw.",
            age: "28",
            gender: "male",
            occupation: "Courier",
            personality_traits: ["quiet", "careful", "runs away"],
            character_arc:
              "From having seen nothing to being the first to speak",
            relationships: {
              Nian: "once the best of friends; ten years without a word",
              "Station master": "his superior, and the man he dares not name",
              "Old Wang": "the elder on the same night road",
            },
            key_scenes: [
              "Opens the first parcel at the stop",
              "Walks into the police station",
            ],
          },
          {
            name: "Nian",
            type: "female_lead",
            description:
              "Repairs clocks. Has carried her father's bad name for ten years and never explains.",
            age: "28",
            gender: "female",
            occupation: "Clockmaker",
            personality_traits: ["stubborn", "punctual"],
            character_arc:
              "From bearing it alone to letting somebody stand beside her",
            relationships: {
              Shen: "only he can say the sentence she waits for",
            },
            key_scenes: ["Slaps the waybill on the counter"],
          },
          {
            name: "Station master",
            type: "antagonist",
            description:
              "Kind to everyone, honest in his books. Every month for ten years he has sent Nian's family money without a name.",
            age: "51",
            gender: "male",
            occupation: "Station master",
            personality_traits: ["respectable", "wary"],
            character_arc: "From buying silence to putting down his keys",
            relationships: { Shen: "the apprentice he brought up" },
            key_scenes: ["The ledger in the fire"],
          },
        ],
      },
      edit: [
        "One line tells it all: the addressee is himself at eighteen, and one wants to pass it on",
        "A parcel and an old mistake in every episode; together they make one riddle",
        "Night streets, a bus stop and one old room: a small crew can shoot it",
        "No pure villain: each of the station master's kindnesses is real",
      ],
      anew: {
        name: "Nian",
        type: "female_lead",
        description:
          "Repairs clocks. Ten years ago her father went to prison in another man's place, and since then she trusts nothing but the hour. She does not want Shen's apology; she wants to hear him say what happened.",
        age: "28",
        gender: "female",
        occupation: "Clockmaker",
        personality_traits: ["cool", "punctual"],
        character_arc: "From wanting an answer to hearing somebody out",
        relationships: {
          Shen: "the witness, and the only friend of her youth",
        },
        key_scenes: ["Pushes a stopped watch across to him"],
      },
    },
    edit: {
      title: "The Last Courier",
      body: "Every parcel Shen carries at night is addressed to himself at eighteen. He opens one and finds tomorrow's mistake. The last has no address, so he sits on the platform and waits for the boy to speak first.",
    },
  },
};
