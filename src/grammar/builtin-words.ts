import type { Words } from './role';

/** Commands of the shell and its usual companions, which bring no declaration of their own. `name: English | Korean`. */
const COMMANDS = `
: | Does nothing, successfully. | 아무것도 하지 않고 성공합니다.
. | Runs a file's commands in this shell. | 파일의 명령을 이 셸에서 실행합니다.
[ | Tests a condition; ends with ]. | 조건을 검사합니다. ]로 끝납니다.
alias | Gives a command line a short name. | 명령줄에 짧은 이름을 붙입니다.
awk | Works on text line by line and field by field. | 텍스트를 줄과 필드 단위로 다룹니다.
base64 | Encodes or decodes base64. | base64로 부호화하거나 복호화합니다.
basename | The last part of a path. | 경로의 마지막 부분입니다.
bash | Runs commands in another shell. | 다른 셸에서 명령을 실행합니다.
break | Leaves a loop. | 반복을 끝냅니다.
cat | Prints files. | 파일을 출력합니다.
cd | Changes the working directory. | 작업 디렉터리를 바꿉니다.
chmod | Changes a file's permissions. | 파일 권한을 바꿉니다.
column | Lines text up in columns. | 텍스트를 열에 맞춥니다.
continue | Goes on with the next round of a loop. | 반복의 다음 차례로 갑니다.
cp | Copies files. | 파일을 복사합니다.
cut | Cuts fields out of lines. | 줄에서 필드를 잘라 냅니다.
declare | Declares a variable. | 변수를 선언합니다.
diff | Shows how two files differ. | 두 파일의 차이를 보여 줍니다.
echo | Prints its arguments. | 인수를 출력합니다.
env | Prints or changes the environment. | 환경 변수를 출력하거나 바꿉니다.
eval | Runs its arguments as a command. | 인수를 명령으로 실행합니다.
exit | Ends the shell. | 셸을 끝냅니다.
export | Passes a variable on to programs. | 변수를 프로그램에 물려줍니다.
false | Fails. | 실패합니다.
find | Finds files. | 파일을 찾습니다.
grep | Prints the lines that match a pattern. | 패턴과 맞는 줄을 출력합니다.
head | Prints the first lines. | 처음 몇 줄을 출력합니다.
history | The commands typed so far. | 지금까지 친 명령입니다.
jq | Picks values out of JSON. | JSON에서 값을 골라냅니다.
ln | Makes a link to a file. | 파일 링크를 만듭니다.
local | A variable of this function only. | 이 함수만의 변수입니다.
logout | Ends a login shell. | 로그인 셸을 끝냅니다.
ls | Lists files. | 파일 목록을 보여 줍니다.
mkdir | Makes a directory. | 디렉터리를 만듭니다.
mv | Moves or renames files. | 파일을 옮기거나 이름을 바꿉니다.
printf | Prints formatted text. | 형식에 맞춰 출력합니다.
pwd | Prints the working directory. | 작업 디렉터리를 출력합니다.
read | Reads a line into variables. | 한 줄을 읽어 변수에 넣습니다.
return | Ends a function. | 함수를 끝냅니다.
rm | Removes files. | 파일을 지웁니다.
sed | Edits text as it passes. | 지나가는 텍스트를 고칩니다.
seq | Prints a row of numbers. | 연속된 수를 출력합니다.
set | Sets options and positional parameters of the shell. | 셸의 옵션과 위치 인수를 정합니다.
sh | Runs commands in another shell. | 다른 셸에서 명령을 실행합니다.
shift | Drops the first positional parameter. | 첫 위치 인수를 버립니다.
sort | Sorts lines. | 줄을 정렬합니다.
source | Runs a file's commands in this shell. | 파일의 명령을 이 셸에서 실행합니다.
stat | Facts about a file. | 파일 정보를 보여 줍니다.
tail | Prints the last lines. | 마지막 몇 줄을 출력합니다.
tee | Writes to files what passes through. | 지나가는 것을 파일에도 씁니다.
test | Tests a condition. | 조건을 검사합니다.
touch | Makes an empty file, or a file newer. | 빈 파일을 만들거나 시각을 바꿉니다.
tr | Replaces characters. | 글자를 바꿉니다.
true | Succeeds. | 성공합니다.
type | Says what a command name means. | 명령 이름이 무엇인지 알려 줍니다.
unset | Removes a variable or function. | 변수나 함수를 지웁니다.
uniq | Drops repeated lines. | 되풀이된 줄을 지웁니다.
wc | Counts lines, words and bytes. | 줄, 단어, 바이트를 셉니다.
which | Where a program lies. | 프로그램의 위치입니다.
whoami | The user's name. | 사용자 이름입니다.
xargs | Runs a command with arguments from its input. | 입력을 인수로 삼아 명령을 실행합니다.
`;

/** Words and signs of the shell's language. */
const SIGNS = `
| | The output of the left command becomes the input of the right one. | 왼쪽 명령의 출력이 오른쪽 명령의 입력이 됩니다.
|& | As |, errors included. | |와 같으며 오류도 포함합니다.
&& | Runs the right side only if the left one succeeded. | 왼쪽이 성공했을 때만 오른쪽을 실행합니다.
|| | Runs the right side only if the left one failed. | 왼쪽이 실패했을 때만 오른쪽을 실행합니다.
; | Ends a command; the next one follows. | 명령을 끝내고 다음 명령으로 갑니다.
;; | Ends a branch of case. | case의 갈래를 끝냅니다.
& | Runs the command in the background. | 명령을 백그라운드에서 실행합니다.
> | Writes the output to a file, replacing it. | 출력을 파일에 덮어씁니다.
>> | Adds the output to the end of a file. | 출력을 파일 끝에 덧붙입니다.
>| | Writes the output to a file, even with noclobber. | noclobber여도 출력을 파일에 덮어씁니다.
< | Takes the input from a file. | 입력을 파일에서 받습니다.
<< | The lines down to the given word are the input. | 지정한 단어가 나올 때까지의 줄이 입력입니다.
<<- | As <<, leading tabs dropped. | <<와 같으며 줄 앞의 탭을 버립니다.
<<< | The text that follows is the input. | 뒤의 텍스트가 입력입니다.
&> | Writes output and errors to a file. | 출력과 오류를 파일에 씁니다.
&>> | Adds output and errors to a file. | 출력과 오류를 파일에 덧붙입니다.
>& | Sends one stream where another goes. | 한 스트림을 다른 스트림이 가는 곳으로 보냅니다.
<& | Takes one stream from another. | 한 스트림을 다른 스트림에서 받습니다.
! | Turns success into failure and back. | 성공과 실패를 뒤집습니다.
$( | Replaced by the output of the command inside. | 안의 명령이 출력한 것으로 바뀝니다.
\` | Replaced by the output of the command inside. | 안의 명령이 출력한 것으로 바뀝니다.
if | Runs commands if a condition holds. | 조건이 맞으면 명령을 실행합니다.
then | What to do when the condition holds. | 조건이 맞을 때 할 일입니다.
else | What to do otherwise. | 그렇지 않을 때 할 일입니다.
elif | Another condition to try. | 다음에 시험할 조건입니다.
fi | End of if. | if의 끝입니다.
for | Repeats commands for every word of a list. | 목록의 단어마다 명령을 되풀이합니다.
in | The list follows. | 목록이 뒤따릅니다.
do | The commands to repeat follow. | 되풀이할 명령이 뒤따릅니다.
done | End of the loop. | 반복의 끝입니다.
while | Repeats as long as a command succeeds. | 명령이 성공하는 동안 되풀이합니다.
until | Repeats until a command succeeds. | 명령이 성공할 때까지 되풀이합니다.
case | Chooses by patterns. | 패턴으로 고릅니다.
esac | End of case. | case의 끝입니다.
function | Defines a function. | 함수를 정의합니다.
select | Lets the user choose from a list. | 목록에서 고르게 합니다.
`;

function table(text: string): ReadonlyMap<string, Words> {
  const entries = text.split('\n').flatMap((line): [string, Words][] => {
    const match = /^(\S+) \| (.*) \| (.*)$/.exec(line);
    return match ? [[match[1] ?? '', { en: match[2] ?? '', ko: match[3] ?? '' }]] : [];
  });
  return new Map(entries);
}

const commandTable = table(COMMANDS);
const signTable = table(SIGNS);

/** What a command without a declaration does; undefined when it is not known. */
export function commandWords(name: string): Words | undefined {
  return commandTable.get(name);
}

/** Names of all such commands, for "did you mean". */
export function builtinNames(): readonly string[] {
  return [...commandTable.keys()];
}

/** What an operator or keyword of the shell means. */
export function signWords(sign: string): Words | undefined {
  return signTable.get(sign);
}
